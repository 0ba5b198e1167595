package dev.damson.console.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasComponents;
import com.vaadin.flow.component.html.Aside;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import dev.damson.console.kit.Glyph;
import dev.damson.console.kit.Icon;
import dev.damson.console.kit.Morph;
import dev.damson.console.kit.Press;
import dev.damson.console.kit.Words;
import java.util.Optional;

/** The one place where an object opens: facts first, actions at the foot. Escape closes it. */
public final class Drawer extends Aside {
    private final Div head = new Div();
    private final Div body = new Div();

    public Drawer(Glyph glyph, String name, Runnable close) {
        addClassName("drawer");
        getElement().setAttribute("aria-label", name);
        head.addClassName("drawer-head");
        body.addClassName("drawer-body");
        var title = new H2(name);
        title.setTitle(name);
        head.add(new Icon(glyph).coloured("accent"), title, Words.spring(), Press.icon(Glyph.CLOSE, "Close", close));
        add(head, body);
    }

    /** Shows a drawer beside a view, or none; one of the same object is brought up to date in place. */
    public static void show(HasComponents parent, Optional<Drawer> fresh) {
        var shown = ((Component) parent)
                .getChildren()
                .filter(Drawer.class::isInstance)
                .findFirst();
        if (shown.isPresent() && fresh.isPresent() && name(shown.get()).equals(name(fresh.get()))) {
            Morph.into(shown.get(), fresh.get());
        } else {
            shown.ifPresent(parent::remove);
            fresh.ifPresent(parent::add);
        }
    }

    private static String name(Component drawer) {
        return drawer.getElement().getAttribute("aria-label");
    }

    /** Chips and the like beside the name. */
    public Drawer beside(Component... components) {
        for (var component : components) {
            head.addComponentAtIndex(head.getComponentCount() - 2, component);
        }
        return this;
    }

    public Drawer block(Component... components) {
        body.add(components);
        return this;
    }

    public Drawer section(String title, String note, Component... components) {
        var heading = new H3();
        heading.add(new Span(title), Words.hint(note));
        var section = new Section(heading);
        section.add(components);
        body.add(section);
        return this;
    }

    public Drawer actions(Component... components) {
        var foot = new Div(components);
        foot.addClassName("drawer-actions");
        add(foot);
        return this;
    }
}
