package dev.damson.console.overview;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import dev.damson.console.filter.Filter;
import dev.damson.console.kit.Figures;
import dev.damson.console.kit.Glyph;
import dev.damson.console.kit.Icon;
import dev.damson.console.kit.Verdict;
import dev.damson.console.kit.Words;
import dev.damson.console.place.Place;
import dev.damson.console.place.Section;
import dev.damson.console.policies.RuleLink;
import dev.damson.console.topology.Observed;
import dev.damson.topology.view.TopologyView;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What was denied, by the rule that decided. */
final class DeniedCard {
    private static final int MOST_RULES = 5;
    private static final int MOST_PAIRS = 3;

    private DeniedCard() {}

    private record Line(String rule, Verdict verdict, List<Observed> flows) {
        long count() {
            return flows.stream().mapToLong(flow -> flow.traffic().flows()).sum();
        }

        String pairs() {
            var pairs = flows.stream()
                    .map(flow -> "%s to %s, %s".formatted(flow.source(), flow.target(), flow.service()))
                    .collect(Collectors.toCollection(TreeSet::new));
            var shown = pairs.stream().limit(MOST_PAIRS).collect(Collectors.joining("; "));
            return pairs.size() > MOST_PAIRS ? shown + "; %d more".formatted(pairs.size() - MOST_PAIRS) : shown;
        }
    }

    static Card of(TopologyView view, Place place, String window) {
        var dropped = view.traffic().stream()
                .map(traffic -> new Observed(traffic, 0, false))
                .filter(flow -> flow.verdict() != Verdict.ALLOWED)
                .toList();
        var lines = dropped.stream()
                .collect(Collectors.groupingBy(flow -> flow.traffic().rule() + " " + flow.verdict()))
                .values()
                .stream()
                .map(flows -> new Line(
                        flows.getFirst().traffic().rule(), flows.getFirst().verdict(), flows))
                .sorted(Comparator.comparingLong(Line::count).reversed().thenComparing(Line::rule))
                .toList();
        var denied = lines.stream()
                .filter(line -> line.verdict() == Verdict.DENIED)
                .mapToLong(Line::count)
                .sum();
        var address = place.in(Section.TOPOLOGY)
                .filtered(Filter.parse("verdict = denied"))
                .with("window", "1h")
                .address();
        var card = new Card(Glyph.DENIED, "denied", "Denied " + window, "Open the map", address)
                .wide()
                .figure(Figures.count(denied), denied == 1 ? "flow denied" : "flows denied");
        var most = lines.stream().mapToLong(Line::count).max().orElse(1);
        lines.stream()
                .limit(MOST_RULES)
                .forEach(line -> card.row(
                        Words.strong(Figures.count(line.count())),
                        new Icon(line.verdict().glyph(), 14)
                                .coloured(line.verdict().className()),
                        named(line, place),
                        Words.secondary(line.pairs()),
                        Words.spring(),
                        bar(line, most)));
        return lines.isEmpty() ? card.nothing("Nothing was denied, and nothing would have been.") : card;
    }

    private static Component named(Line line, Place place) {
        var rule = new Div(RuleLink.of(line.rule(), place));
        rule.addClassName("rule-name");
        return rule;
    }

    private static Component bar(Line line, long most) {
        var fill = new Div();
        fill.addClassNames("share-fill", line.verdict().className());
        fill.getStyle().set("width", Math.max(2, 100 * line.count() / most) + "%");
        var bar = new Div(fill);
        bar.addClassName("share");
        return bar;
    }
}
