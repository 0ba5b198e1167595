package dev.damson.console.inspect;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.damson.console.kit.Glyph;
import dev.damson.console.kit.Press;
import java.util.function.Consumer;

/** Asks why payload is to be seen; the answer stands in the audit before the first byte is shown. */
final class ReasonDialog extends Dialog {
    private final TextField reason = new TextField("Reason");
    private final transient Consumer<String> onReason;

    ReasonDialog(String what, Consumer<String> onReason) {
        this.onReason = onReason;
        setHeaderTitle("Why do you look at payload?");
        setWidth("460px");
        reason.setWidthFull();
        reason.setPlaceholder("ticket, incident, or what you are looking for");
        reason.setValueChangeMode(ValueChangeMode.EAGER);
        reason.getElement().setAttribute("data-test", "reason");
        var show = Press.primary(Glyph.OBSERVE, "Show payload", this::answer).named("show-payload");
        show.setEnabled(false);
        reason.addValueChangeListener(event -> show.setEnabled(!event.getValue().isBlank()));
        reason.addKeyDownListener(Key.ENTER, event -> answer());
        add(new Paragraph(what + " The audit gets your name and this reason first."), reason);
        getFooter().add(Press.plain("Cancel", this::close), show);
        addOpenedChangeListener(event -> reason.focus());
    }

    private void answer() {
        if (!reason.getValue().isBlank()) {
            close();
            onReason.accept(reason.getValue().strip());
        }
    }
}
