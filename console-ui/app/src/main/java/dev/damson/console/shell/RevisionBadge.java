package dev.damson.console.shell;

import com.vaadin.flow.component.html.Span;
import dev.damson.console.kit.Chip;
import dev.damson.console.kit.Glyph;
import dev.damson.console.kit.Words;

/** The head revision and how far it has come. */
final class RevisionBadge extends Span {
    RevisionBadge() {
        addClassName("revision");
        getElement().setAttribute("aria-live", "polite");
    }

    void show(DomainHead head) {
        removeAll();
        if (head.revision() > 0) {
            var chip = new Chip(Glyph.REVISION, "Revision " + head.revision(), "accent");
            chip.getElement().setAttribute("data-test", "revision");
            add(chip);
        }
        var words = Words.plain(head.words());
        words.setClassName("drift", head.revision() > 0 && head.drifting() > 0);
        words.getElement().setAttribute("data-test", "live");
        add(words);
    }
}
