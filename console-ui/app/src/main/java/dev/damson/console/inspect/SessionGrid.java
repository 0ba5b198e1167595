package dev.damson.console.inspect;

import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.data.renderer.LitRenderer;
import com.vaadin.flow.function.ValueProvider;
import dev.damson.console.kit.Figures;
import dev.damson.console.kit.When;
import dev.damson.tap.store.search.SessionId;
import dev.damson.tap.store.search.SessionRow;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Sessions, newest first, page by page. Templates are fixed; every value is bound, so it stays text. */
final class SessionGrid extends Grid<SessionRow> {
    private final transient Consumer<Set<SessionRow>> onMarked;

    SessionGrid(ZoneId zone, Consumer<SessionRow> onChoice, Consumer<Set<SessionRow>> onMarked) {
        this.onMarked = onMarked;
        addClassNames("packets", "sessions");
        addThemeNames("no-border");
        getElement().setAttribute("aria-label", "Sessions");
        setSelectionMode(SelectionMode.MULTI);
        setPageSize(SessionPages.PAGE);
        figures("Start", "106px", row -> When.clock(row.first(), zone)).setTextAlign(ColumnTextAlign.START);
        fixed(
                LitRenderer.<SessionRow>of("<span class=\"chip ${item.tone}\"><damson-icon name=\"${item.icon}\""
                                + " size=\"13\"></damson-icon>${item.word}</span>")
                        .withProperty("tone", row -> SessionWords.verdict(row).className())
                        .withProperty(
                                "icon", row -> SessionWords.verdict(row).glyph().outline())
                        .withProperty("word", row -> SessionWords.verdict(row).word()),
                "Verdict",
                "100px");
        fixed(end(SessionRow::source), "Source", "150px").setFlexGrow(1);
        fixed(end(SessionRow::destination), "Destination", "148px").setFlexGrow(1);
        fixed(
                LitRenderer.<SessionRow>of("${item.name} <span class=\"hint\">${item.guess}</span>")
                        .withProperty("name", SessionWords::protocol)
                        .withProperty("guess", row -> row.application().guessed() ? "by port" : ""),
                "Protocol",
                "122px");
        addColumn(LitRenderer.<SessionRow>of("<span class=\"mono\">${item.text}</span>")
                        .withProperty("text", SessionWords::about))
                .setHeader("About")
                .setWidth("96px")
                .setFlexGrow(3);
        figures("Packets", "64px", row -> Figures.count(row.packets()));
        figures("Bytes", "72px", row -> Figures.bytes(row.bytes()));
        figures("Lasted", "66px", row -> SessionWords.lasted(row.duration()));
        fixed(
                        LitRenderer.<SessionRow>of("<span class=\"rule\">${item.rule}</span>")
                                .withProperty("rule", row -> local(row.rulePath())),
                        "Decided by",
                        "110px")
                .setFlexGrow(1);
        addItemClickListener(event -> onChoice.accept(event.getItem()));
        addSelectionListener(event -> this.onMarked.accept(event.getAllSelectedItems()));
        setPartNameGenerator(row -> isChosen(row) ? "chosen" : null);
    }

    private transient Optional<SessionId> chosen = Optional.empty();

    private boolean isChosen(SessionRow row) {
        return chosen.filter(SessionId.of(row)::equals).isPresent();
    }

    void choose(Optional<SessionId> session) {
        if (!chosen.equals(session)) {
            chosen = session;
            getDataCommunicator().reset();
        }
    }

    void show(SessionPages pages) {
        deselectAll();
        setItems(query -> pages.rows(query.getOffset(), query.getLimit()));
    }

    private static String local(String rule) {
        return rule.substring(rule.indexOf('/') + 1);
    }

    private Column<SessionRow> fixed(LitRenderer<SessionRow> renderer, String header, String width) {
        return addColumn(renderer).setHeader(header).setWidth(width).setFlexGrow(0);
    }

    private Column<SessionRow> figures(String header, String width, ValueProvider<SessionRow, ?> value) {
        return fixed(
                        LitRenderer.<SessionRow>of("<span class=\"tabular\">${item.text}</span>")
                                .withProperty("text", value),
                        header,
                        width)
                .setTextAlign(ColumnTextAlign.END);
    }

    private static LitRenderer<SessionRow> end(ValueProvider<SessionRow, SessionRow.End> end) {
        return LitRenderer.<SessionRow>of("<span class=\"strong\">${item.name}</span> <span class=\"mono"
                        + " secondary\">${item.address}</span>")
                .withProperty("name", row -> SessionWords.name(end.apply(row)))
                .withProperty("address", row -> SessionWords.address(row, end.apply(row)));
    }
}
