package dev.damson.console.inspect;

import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.damson.console.kit.Glyph;
import dev.damson.console.kit.Press;
import dev.damson.tap.store.finding.Finding;
import java.util.function.Consumer;

/** Asks why a finding is of no interest. */
final class MuteDialog extends Dialog {
    MuteDialog(Finding finding, Consumer<String> onReason) {
        setHeaderTitle("Mute this finding");
        setWidth("460px");
        var reason = new TextField("Reason");
        reason.setWidthFull();
        reason.setValueChangeMode(ValueChangeMode.EAGER);
        reason.getElement().setAttribute("data-test", "mute-reason");
        var mute = Press.primary(Glyph.CHECK, "Mute", () -> {
                    close();
                    onReason.accept(reason.getValue().strip());
                })
                .named("mute-now");
        mute.setEnabled(false);
        reason.addValueChangeListener(event -> mute.setEnabled(!event.getValue().isBlank()));
        add(new Paragraph(finding.subject() + ": " + finding.evidence() + "."), reason);
        getFooter().add(Press.plain("Cancel", this::close), mute);
        addOpenedChangeListener(event -> reason.focus());
    }
}
