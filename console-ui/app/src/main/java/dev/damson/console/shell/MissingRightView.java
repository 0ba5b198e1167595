package dev.damson.console.shell;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.ParentLayout;
import dev.damson.console.kit.Empty;
import dev.damson.console.kit.Glyph;
import dev.damson.console.kit.Press;
import dev.damson.console.security.MissingRight;
import jakarta.annotation.security.PermitAll;

/** 403, with the right that is missing. */
@ParentLayout(Shell.class)
@PermitAll
public class MissingRightView extends Div implements HasErrorParameter<MissingRight> {
    private static final int STATUS = 403;

    MissingRightView() {
        addClassName("page");
    }

    @Override
    public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<MissingRight> parameter) {
        removeAll();
        add(Empty.nothingYet(
                Glyph.KEY,
                "Not yours to see",
                parameter.getException().getMessage() + " A platform admin can give it to you.",
                Press.normal(
                        Glyph.TOPOLOGY,
                        "To the first domain",
                        () -> event.getUI().navigate(""))));
        return STATUS;
    }
}
