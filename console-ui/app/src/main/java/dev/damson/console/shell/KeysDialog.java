package dev.damson.console.shell;

import com.vaadin.flow.component.dialog.Dialog;
import dev.damson.console.kit.Facts;
import dev.damson.console.kit.Words;
import dev.damson.console.place.Section;
import java.util.Collection;

/** The list of keys. */
final class KeysDialog extends Dialog {
    KeysDialog(Collection<Section> sections) {
        setHeaderTitle("Keys");
        setCloseOnOutsideClick(true);
        var list = new Facts();
        list.fact("Ctrl K", "find any object or action")
                .fact("/", "go to the filter")
                .fact("Esc", "close the drawer")
                .fact("Ctrl S", "save in the editor")
                .fact("?", "this list");
        sections.forEach(section -> list.fact("g " + section.key(), Words.plain("go to " + section.title())));
        add(list);
    }
}
