package dev.damson.console.trace;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import dev.damson.console.kit.Glyph;
import dev.damson.console.kit.Icon;
import dev.damson.console.kit.Press;
import dev.damson.console.kit.Words;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;

/** From, to and service of the packet; workloads are offered, any address may be typed. */
final class TraceForm extends Div {
    private final ComboBox<String> source = party("From");
    private final ComboBox<String> destination = party("To");
    private final Select<String> protocol = new Select<>();
    private final TextField port = new TextField("Destination port");

    TraceForm(Consumer<Question> onAsk) {
        addClassName("trace-form");
        protocol.setLabel("Protocol");
        protocol.setItems(Question.PROTOCOLS);
        protocol.setItemLabelGenerator(each -> each.equals(Question.PING) ? "Ping" : each.toUpperCase(Locale.ROOT));
        protocol.addValueChangeListener(event -> port.setEnabled(!Question.PING.equals(event.getValue())));
        protocol.setWidth("108px");
        port.setWidth("132px");
        port.setPlaceholder("5432");
        port.addKeyDownListener(Key.ENTER, event -> onAsk.accept(asked()));
        add(
                source,
                new Icon(Glyph.ARROW_RIGHT).coloured("secondary"),
                destination,
                protocol,
                port,
                Words.spring(),
                Press.primary(Glyph.TRACE, "Trace", () -> onAsk.accept(asked())).named("trace"));
    }

    void show(Question question, List<String> workloads) {
        source.setItems(workloads);
        destination.setItems(workloads);
        source.setValue(question.source().isEmpty() ? null : question.source());
        destination.setValue(question.destination().isEmpty() ? null : question.destination());
        protocol.setValue(Question.PROTOCOLS.contains(question.protocol()) ? question.protocol() : "tcp");
        port.setValue(question.port());
    }

    private Question asked() {
        return new Question(
                text(source),
                text(destination),
                Objects.requireNonNullElse(protocol.getValue(), "tcp"),
                port.getValue());
    }

    private static String text(ComboBox<String> box) {
        return Objects.requireNonNullElse(box.getValue(), "").strip();
    }

    private static ComboBox<String> party(String label) {
        var box = new ComboBox<String>(label);
        box.setAllowCustomValue(true);
        box.setPlaceholder("workload or address");
        box.addCustomValueSetListener(event -> box.setValue(event.getDetail()));
        box.setWidth("220px");
        box.getElement().setAttribute("data-test", "trace-" + label.toLowerCase(Locale.ROOT));
        return box;
    }
}
