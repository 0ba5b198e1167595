package dev.damson.console.shell;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.component.html.Span;
import dev.damson.console.kit.Chip;
import dev.damson.console.kit.Glyph;
import dev.damson.console.kit.Icon;
import dev.damson.console.kit.Words;
import dev.damson.console.place.Place;
import dev.damson.console.place.Section;
import dev.damson.topology.people.Person;
import java.util.Collection;

/** The views that exist and that this account may see. */
final class Navigation extends Nav {
    private final transient Runnable showKeys;

    Navigation(Runnable showKeys) {
        this.showKeys = showKeys;
        getElement().setAttribute("aria-label", "Views");
    }

    void show(Place place, Collection<Section> sections, Person person, int drifting) {
        removeAll();
        sections.stream().filter(section -> section.right().heldBy(person)).forEach(section -> {
            var entry = new Anchor(place.in(section).address());
            entry.addClassName("nav-entry");
            entry.getElement().setAttribute("router-link", true);
            entry.add(new Icon(section.glyph()), new Span(section.title()));
            if (section == place.section()) {
                entry.getElement().setAttribute("aria-current", "page");
            }
            if (section == Section.EDGES && drifting > 0) {
                var count = Chip.toned(Integer.toString(drifting), "drift");
                count.addClassName("count");
                count.setTitle("not on the head revision");
                entry.add(count);
            }
            add(entry);
        });
        add(Words.spring(), keysEntry());
    }

    private NativeButton keysEntry() {
        var entry = new NativeButton("", event -> showKeys.run());
        entry.addClassNames("nav-entry", "bare");
        var key = Words.classed("?", "keycap");
        entry.add(new Icon(Glyph.UNKNOWN), new Span("Keys"), key);
        return entry;
    }
}
