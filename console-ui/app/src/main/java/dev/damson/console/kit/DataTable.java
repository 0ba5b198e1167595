package dev.damson.console.kit;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableBody;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A real table for lists that fit a page: rows of 32, figures to the right, a row is chosen by click or Enter.
 * What can grow to millions belongs into a lazy grid instead.
 */
public final class DataTable<T> extends NativeTable {
    private record Column<T>(Function<T, Component> cell, boolean figure) {}

    private final List<Column<T>> columns = new ArrayList<>();
    private final NativeTableRow head = new NativeTableRow();
    private final NativeTableBody body = addBody();
    private Function<T, String> identity = Object::toString;
    private @Nullable Consumer<T> onChoice;

    public DataTable(String name) {
        addClassName("data");
        getElement().setAttribute("aria-label", name);
        getHead().add(head);
    }

    public DataTable<T> column(String title, Function<T, Component> cell) {
        return column(title, cell, false);
    }

    public DataTable<T> figures(String title, Function<T, Component> cell) {
        return column(title, cell, true);
    }

    /** Gives each row a name that stays, as its {@code data-id}. */
    public DataTable<T> identify(Function<T, String> identity) {
        this.identity = identity;
        return this;
    }

    /** Rows can be chosen; {@code identity} is what {@code sel} in the address holds. */
    public DataTable<T> choose(Function<T, String> identity, Consumer<T> onChoice) {
        this.identity = identity;
        this.onChoice = onChoice;
        return this;
    }

    public void show(List<T> entries, @Nullable String selected) {
        var fresh = new NativeTableBody();
        entries.forEach(entry -> fresh.add(row(entry, selected)));
        Morph.into(body, fresh);
    }

    private DataTable<T> column(String title, Function<T, Component> cell, boolean figure) {
        columns.add(new Column<>(cell, figure));
        var header = new NativeTableHeaderCell(title);
        header.getElement().setAttribute("scope", "col");
        header.setClassName("figure", figure);
        head.add(header);
        return this;
    }

    private NativeTableRow row(T entry, @Nullable String selected) {
        var row = new NativeTableRow();
        for (var column : columns) {
            var cell = new NativeTableCell();
            cell.add(column.cell().apply(entry));
            cell.setClassName("figure", column.figure());
            row.add(cell);
        }
        var id = identity.apply(entry);
        row.getElement().setAttribute("data-id", id);
        if (onChoice != null) {
            row.getElement().setAttribute("aria-selected", Boolean.toString(id.equals(selected)));
            makeChoosable(row, entry, onChoice);
        }
        return row;
    }

    private void makeChoosable(NativeTableRow row, T entry, Consumer<T> choice) {
        row.addClassName("pick");
        row.getElement().setAttribute("tabindex", "0");
        row.addClickListener(event -> choice.accept(entry));
        row.getElement()
                .addEventListener("keydown", event -> choice.accept(entry))
                .setFilter("event.key === 'Enter' && event.target === element");
    }
}
