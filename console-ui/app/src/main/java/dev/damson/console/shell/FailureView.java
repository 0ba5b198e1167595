package dev.damson.console.shell;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import dev.damson.console.kit.Empty;
import dev.damson.console.kit.Glyph;
import dev.damson.console.kit.Press;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** 500: the cause goes to the log under a number that the page shows; enforcement is not touched by it. */
@AnonymousAllowed
public class FailureView extends Div implements HasErrorParameter<Exception> {
    private static final int STATUS = 500;
    private static final Logger LOG = LoggerFactory.getLogger(FailureView.class);

    FailureView() {
        addClassName("page");
    }

    @Override
    public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<Exception> parameter) {
        var number = UUID.randomUUID().toString().substring(0, 8);
        LOG.error("failure {} at \"{}\"", number, event.getLocation().getPath(), parameter.getException());
        removeAll();
        add(Empty.nothingYet(
                Glyph.WOULD_DENY,
                "This view failed",
                "Nothing was changed, and the edges go on as they were. The log has the cause under " + number + ".",
                Press.normal(
                        Glyph.RESTORE,
                        "Try again",
                        () -> event.getUI().getPage().reload())));
        return STATUS;
    }
}
