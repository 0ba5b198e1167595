package dev.damson.console.inspect;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.server.streams.DownloadEvent;
import dev.damson.console.kit.Figures;
import dev.damson.console.kit.Glyph;
import dev.damson.console.kit.Icon;
import dev.damson.console.kit.Press;
import dev.damson.console.kit.Words;
import dev.damson.console.security.Right;
import dev.damson.console.tap.StoreExport;
import dev.damson.console.tap.StoreExport.Form;
import dev.damson.tap.store.search.SearchRequest;
import dev.damson.tap.store.search.SessionRow;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes sessions or their packets out of the store, as a file of the person's choice. What is taken is settled when the
 * download begins; with payload, the audit has the reason before the first byte leaves.
 */
final class ExportDialog extends Dialog {
    private static final int BUFFER = 1 << 16;

    /** What is taken. */
    private enum Scope {
        SELECTION,
        SESSION,
        RESULT,
        TAP
    }

    /** What a download hands out, unchanged by what is pressed meanwhile. */
    private record Chosen(Scope scope, Form form, boolean payload, String reason) {}

    private final transient Analyst analyst;
    private final transient StoreExport export;
    private final transient SearchRequest request;
    private final transient List<SessionRow> selected;
    private final transient List<SessionRow> session;
    private final RadioButtonGroup<Scope> scope = new RadioButtonGroup<>("What");
    private final RadioButtonGroup<Form> form = new RadioButtonGroup<>("As");
    private final Checkbox payload = new Checkbox("With payload");
    private final TextField reason = new TextField("Reason");
    private final Span note = Words.hint("");
    private final Anchor download = new Anchor();
    private transient volatile Chosen chosen = new Chosen(Scope.RESULT, Form.PCAPNG, false, "");

    /**
     * @param request the result that is shown
     * @param selected sessions that are marked
     * @param session the one that is open, if any
     */
    ExportDialog(
            Analyst analyst,
            StoreExport export,
            SearchRequest request,
            List<SessionRow> selected,
            List<SessionRow> session) {
        this.analyst = analyst;
        this.export = export;
        this.request = request;
        this.selected = List.copyOf(selected);
        this.session = List.copyOf(session);
        setHeaderTitle("Export");
        setWidth("480px");
        scope.setItems(scopes());
        scope.setItemLabelGenerator(this::words);
        scope.setValue(scopes().getFirst());
        form.setItems(Form.values());
        form.setItemLabelGenerator(ExportDialog::words);
        form.setValue(Form.PCAPNG);
        form.getElement().setAttribute("data-test", "export-form");
        payload.setEnabled(analyst.may(Right.PAYLOAD));
        payload.getElement().setAttribute("data-test", "export-payload");
        reason.setWidthFull();
        reason.setValueChangeMode(ValueChangeMode.EAGER);
        reason.setValue(analyst.reason());
        reason.setPlaceholder("ticket, incident, or what it is for");
        reason.getElement().setAttribute("data-test", "export-reason");
        download.add(new Icon(Glyph.DOWNLOAD, 15), new Span("Download"));
        download.addClassNames("button", "primary");
        download.getElement().setAttribute("data-test", "download");
        scope.addValueChangeListener(event -> settle());
        form.addValueChangeListener(event -> settle());
        payload.addValueChangeListener(event -> settle());
        reason.addValueChangeListener(event -> settle());
        var fields = new Div(scope, form, payload, reason, note);
        fields.addClassName("export-fields");
        add(fields);
        getFooter().add(Press.plain("Close", this::close), download);
        settle();
    }

    private List<Scope> scopes() {
        var all = new ArrayList<Scope>();
        if (!selected.isEmpty()) {
            all.add(Scope.SELECTION);
        }
        if (!session.isEmpty()) {
            all.add(Scope.SESSION);
        }
        all.add(Scope.RESULT);
        all.add(Scope.TAP);
        return all;
    }

    private String words(Scope each) {
        return switch (each) {
            case SELECTION -> "The " + Figures.of(selected.size(), "marked session");
            case SESSION -> "The session that is open";
            case RESULT -> "Every session of this result";
            case TAP -> request.tap().map(tap -> "All of tap " + tap).orElse("All of every tap") + " in this time";
        };
    }

    private static String words(Form each) {
        return switch (each) {
            case PCAPNG -> "Packets as pcapng, with what Damson knows of them";
            case PCAP -> "Packets as pcap, for older tools";
            case CSV -> "Sessions as CSV";
            case JSON -> "Sessions as JSON lines";
            case PARQUET -> "Sessions as Parquet, with typed columns";
        };
    }

    private void settle() {
        boolean packets = form.getValue().packets();
        boolean whole = packets && payload.getValue();
        payload.setVisible(packets);
        reason.setVisible(whole);
        note.setText(
                !packets
                        ? "Metadata only. The audit gets your name first."
                        : whole
                                ? "The audit gets your name and the reason before the first byte leaves."
                                : analyst.may(Right.PAYLOAD)
                                        ? "Each packet ends with its transport header."
                                        : "Each packet ends with its transport header: payload needs the right to "
                                                + Right.PAYLOAD.words() + ".");
        chosen = new Chosen(
                scope.getValue(), form.getValue(), whole, reason.getValue().strip());
        boolean ready = !whole || !reason.isEmpty();
        download.setClassName("disabled", !ready);
        if (ready) {
            download.setHref(this::write);
            download.getElement().setAttribute("download", true);
        } else {
            download.removeHref();
        }
    }

    /** Without the screen's lock, on the request's own thread. */
    private void write(DownloadEvent event) throws IOException {
        var settled = chosen;
        var actor = analyst.actor();
        event.setFileName("%s-%s.%s"
                .formatted(
                        request.domain().orElse(request.tenant()),
                        request.tap().orElse("taps"),
                        settled.form().word()));
        event.setContentType(settled.form().type());
        try (var out = new BufferedOutputStream(event.getOutputStream(), BUFFER)) {
            switch (settled.scope()) {
                case SELECTION, SESSION ->
                    export.write(
                            actor,
                            request.all(),
                            settled.scope() == Scope.SELECTION ? selected : session,
                            settled.form(),
                            settled.payload(),
                            settled.reason(),
                            out);
                case RESULT -> export.write(actor, request, settled.form(), settled.payload(), settled.reason(), out);
                case TAP ->
                    export.write(actor, request.all(), settled.form(), settled.payload(), settled.reason(), out);
            }
        }
    }
}
