package dev.damson.console.policies;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Section;
import dev.damson.console.kit.DataTable;
import dev.damson.console.kit.Figures;
import dev.damson.console.kit.Glyph;
import dev.damson.console.kit.Icon;
import dev.damson.console.kit.Words;
import dev.damson.policy.connect.Connections;
import dev.damson.policy.connect.ConnectivityDiff;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a draft opens and what it closes, exactly, as few lines between groups. */
final class ConnectivityCards {
    /** A domain of thousands of rules can change as many pairs; the rest is counted. */
    private static final int MOST_ROWS = 40;

    /** {@code namespace/name[Kind]} of a workload, of which the name is what people know. */
    private static final Pattern WORKLOAD = Pattern.compile("(?:[^/]*/)?([^\\[/]+)\\[[^]]*]");

    private ConnectivityCards() {}

    static List<Component> of(ConnectivityDiff diff) {
        var opens = rows(diff, ConnectivityDiff.GroupRow::opens);
        var closes = rows(diff, ConnectivityDiff.GroupRow::closes);
        return List.of(
                card(
                        "opens",
                        Glyph.OPENS,
                        opens,
                        ConnectivityDiff.GroupRow::opens,
                        diff.rows().stream()
                                .filter(row -> !row.opens().isEmpty())
                                .count()),
                card(
                        "closes",
                        Glyph.CLOSES,
                        closes,
                        ConnectivityDiff.GroupRow::closes,
                        diff.rows().stream()
                                .filter(row -> !row.closes().isEmpty())
                                .count()));
    }

    private static List<ConnectivityDiff.GroupRow> rows(
            ConnectivityDiff diff, Function<ConnectivityDiff.GroupRow, Connections> part) {
        return diff.groups().stream().filter(row -> !part.apply(row).isEmpty()).toList();
    }

    private static Section card(
            String word,
            Glyph glyph,
            List<ConnectivityDiff.GroupRow> rows,
            Function<ConnectivityDiff.GroupRow, Connections> part,
            long pairs) {
        var verb = word.equals("opens") ? "Opens " : "Closes ";
        var icon = new Icon(glyph);
        var head = new Div(
                icon,
                new H2(verb + (rows.isEmpty() ? "nothing" : Figures.of(rows.size(), "path"))),
                Words.hint(rows.isEmpty() ? "compared with the head, for every packet" : Figures.of(pairs, "pair")));
        head.addClassName("card-head");
        var card = new Section(head);
        card.addClassNames("panel", "card", word);
        card.setClassName("any", !rows.isEmpty());
        card.getElement().setAttribute("data-test", word);
        if (!rows.isEmpty()) {
            var table = new DataTable<ConnectivityDiff.GroupRow>(verb)
                    .column("From", row -> Words.strong(parties(row.srcs())))
                    .column("", row -> new Icon(Glyph.ARROW_RIGHT, 14).coloured("secondary"))
                    .column("To", row -> Words.strong(parties(row.dsts())))
                    .column("Connections", row -> Words.mono(part.apply(row).toString()));
            table.show(rows.stream().limit(MOST_ROWS).toList(), null);
            card.add(table);
            if (rows.size() > MOST_ROWS) {
                card.add(Words.hint(Figures.count(rows.size() - MOST_ROWS) + " more"));
            }
        }
        return card;
    }

    private static String parties(List<String> names) {
        return names.stream().map(ConnectivityCards::party).collect(Collectors.joining(", "));
    }

    private static String party(String name) {
        var workload = WORKLOAD.matcher(name);
        return workload.matches() ? workload.group(1) : name;
    }
}
