package dev.damson.console.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Header;
import dev.damson.console.kit.Words;

/** The head of a view, 50 high: title and switches on the left, tools on the right. */
public final class PageHead extends Header {
    public PageHead(String title) {
        addClassName("page-head");
        add(new H1(title));
    }

    public PageHead left(Component... components) {
        add(components);
        return this;
    }

    public PageHead right(Component... components) {
        add(Words.spring());
        add(components);
        return this;
    }

    public PageHead ruled() {
        addClassName("ruled");
        return this;
    }
}
