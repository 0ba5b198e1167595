package dev.damson.console.shell;

import com.vaadin.flow.component.contextmenu.ContextMenu;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import dev.damson.console.kit.Glyph;
import dev.damson.console.kit.Icon;
import dev.damson.console.kit.Words;
import dev.damson.console.place.DomainRef;
import java.util.List;
import java.util.function.Consumer;

/** Which tenant and which domain, and the way to the others. */
final class DomainSwitcher extends NativeButton {
    private final ContextMenu menu = new ContextMenu(this);
    private final transient Consumer<DomainRef> onChoice;

    DomainSwitcher(Consumer<DomainRef> onChoice) {
        this.onChoice = onChoice;
        addClassName("switcher");
        menu.setOpenOnClick(true);
    }

    void show(DomainRef domain, List<DomainRef> choices) {
        removeAll();
        add(
                new Span("Tenant"),
                Words.strong(domain.tenant()),
                new Span("/"),
                new Span("Domain"),
                Words.strong(domain.domain()),
                new Icon(Glyph.SWITCH, 15));
        menu.removeAll();
        choices.forEach(choice -> {
            var item = menu.addItem(choice.tenant() + " / " + choice.domain(), event -> onChoice.accept(choice));
            item.setCheckable(true);
            item.setChecked(choice.equals(domain));
        });
    }
}
