package dev.damson.console.policies;

import com.vaadin.flow.component.html.Span;
import dev.damson.console.kit.Chip;
import dev.damson.console.kit.DataTable;
import dev.damson.console.kit.Words;
import dev.damson.topology.document.DocumentKey;
import dev.damson.topology.document.StoredDocument;
import java.util.Set;
import java.util.function.Consumer;

/** Every document of the domain, of whatever kind. */
final class ObjectTable {
    private final DataTable<StoredDocument> table = new DataTable<>("Objects");
    private Set<DocumentKey> edited = Set.of();

    ObjectTable(Consumer<String> onChoice) {
        table.column("Name", this::name)
                .column(
                        "Kind",
                        document -> Words.secondary(document.key().kind().word()))
                .figures("Since", document -> Words.plain("revision " + document.since()))
                .choose(
                        document -> Selection.of(document.key()),
                        document -> onChoice.accept(Selection.of(document.key())));
    }

    DataTable<StoredDocument> component() {
        return table;
    }

    void show(PolicyBook book, Set<DocumentKey> edited, String selected) {
        this.edited = edited;
        table.show(book.documents(), selected);
    }

    private Span name(StoredDocument document) {
        var name = new Span(Words.strong(document.key().name()));
        name.addClassName("with-icon");
        if (edited.contains(document.key())) {
            name.add(Chip.toned("Edited", "accent"));
        }
        return name;
    }
}
