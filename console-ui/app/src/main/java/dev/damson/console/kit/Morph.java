package dev.damson.console.kit;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasComponents;
import com.vaadin.flow.dom.Element;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Brings what is shown up to date without touching what stays the same: a live view is redrawn several times a second,
 * and a button that is replaced under the pointer loses its click.
 */
public final class Morph {
    /** What is pressed is kept only whole: its listener knows what it was made for. */
    private static final Set<String> WHOLE = Set.of("button", "a", "input");

    private static final String IDENTITY = "data-id";

    private Morph() {}

    /** Makes the shown component's children look like those of another one of its kind, which is used up. */
    public static void into(Component shown, Component fresh) {
        children(shown.getElement(), fresh.getElement().getChildren().toList());
    }

    /** Makes these the children, without taking out and putting back what is there already. */
    public static void keep(HasComponents parent, Component... wanted) {
        if (!((Component) parent).getChildren().toList().equals(List.of(wanted))) {
            parent.removeAll();
            parent.add(wanted);
        }
    }

    private static void children(Element parent, List<Element> fresh) {
        for (var index = 0; index < fresh.size(); index++) {
            var wanted = fresh.get(index);
            if (index >= parent.getChildCount()) {
                parent.appendChild(wanted.removeFromParent());
            } else {
                one(parent, index, wanted);
            }
        }
        while (parent.getChildCount() > fresh.size()) {
            parent.removeChild(parent.getChildCount() - 1);
        }
    }

    private static void one(Element parent, int index, Element wanted) {
        var there = parent.getChild(index);
        if (there.isTextNode() && wanted.isTextNode()) {
            if (!there.getText().equals(wanted.getText())) {
                there.setText(wanted.getText());
            }
        } else if (!there.isTextNode() && !wanted.isTextNode() && mayBecome(there, wanted)) {
            attributes(there, wanted);
            children(there, wanted.getChildren().toList());
        } else {
            there.removeFromParent();
            parent.insertChild(index, wanted.removeFromParent());
        }
    }

    private static boolean mayBecome(Element there, Element wanted) {
        return there.getTag().equals(wanted.getTag())
                && Objects.equals(there.getAttribute(IDENTITY), wanted.getAttribute(IDENTITY))
                && there.isEnabled() == wanted.isEnabled()
                && there.isVisible() == wanted.isVisible()
                && properties(there).equals(properties(wanted))
                && (!WHOLE.contains(there.getTag()) || looksLike(there, wanted));
    }

    private static boolean looksLike(Element there, Element wanted) {
        return there.getOuterHTML().equals(wanted.getOuterHTML());
    }

    private static List<String> properties(Element element) {
        return element.getPropertyNames()
                .sorted()
                .map(name -> name + "=" + element.getProperty(name))
                .toList();
    }

    private static void attributes(Element there, Element wanted) {
        wanted.getAttributeNames()
                .filter(name -> !Objects.equals(there.getAttribute(name), wanted.getAttribute(name)))
                .toList()
                .forEach(name -> there.setAttribute(name, wanted.getAttribute(name)));
        there.getAttributeNames()
                .filter(name -> !wanted.hasAttribute(name))
                .toList()
                .forEach(there::removeAttribute);
    }
}
