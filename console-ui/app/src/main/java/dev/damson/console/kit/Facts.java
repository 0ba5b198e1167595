package dev.damson.console.kit;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.DescriptionList;

/** Names and values of one object, as the drawer begins. */
public final class Facts extends DescriptionList {
    public Facts() {
        addClassName("facts");
    }

    public Facts fact(String name, Component... value) {
        var detail = new Description();
        detail.add(value);
        add(new Term(name), detail);
        return this;
    }

    public Facts fact(String name, String value) {
        return fact(name, Words.plain(value));
    }
}
