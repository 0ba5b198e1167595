package dev.damson.console.shell;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.ParentLayout;
import dev.damson.console.kit.Empty;
import dev.damson.console.kit.Glyph;
import dev.damson.console.kit.Press;
import jakarta.annotation.security.PermitAll;

/** 404: also what a foreign tenant's address answers. */
@ParentLayout(Shell.class)
@PermitAll
public class NotFoundView extends Div implements HasErrorParameter<NotFoundException> {
    private static final int STATUS = 404;

    NotFoundView() {
        addClassName("page");
    }

    @Override
    public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<NotFoundException> parameter) {
        removeAll();
        add(Empty.nothingYet(
                Glyph.SEARCH,
                "Nothing is here",
                parameter.hasCustomMessage()
                        ? parameter.getCustomMessage()
                        : "There is no view at \"" + event.getLocation().getPath() + "\".",
                Press.normal(
                        Glyph.TOPOLOGY,
                        "To the first domain",
                        () -> event.getUI().navigate(""))));
        return STATUS;
    }
}
