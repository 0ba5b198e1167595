package dev.damson.console.policies;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableBody;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import dev.damson.console.filter.Filter;
import dev.damson.console.kit.Chip;
import dev.damson.console.kit.Figures;
import dev.damson.console.kit.Glyph;
import dev.damson.console.kit.Morph;
import dev.damson.console.kit.Words;
import dev.damson.policy.model.Direction;
import dev.damson.policy.model.Mode;
import dev.damson.policy.model.Rule;
import dev.damson.policy.model.SegmentationPolicy;
import dev.damson.policy.model.Tier;
import dev.damson.topology.document.DocumentKey;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Every rule of the domain in the order of judging: tiers, their policies, their rules; the first match decides. */
final class RuleTable extends NativeTable {
    private static final List<String> COLUMNS = List.of("#", "Action", "From", "To", "Service", "Note");

    private final NativeTableBody shown = addBody();
    private final transient Consumer<String> onChoice;

    RuleTable(Consumer<String> onChoice) {
        this.onChoice = onChoice;
        addClassNames("data", "rules");
        getElement().setAttribute("aria-label", "Rules");
        var head = new NativeTableRow();
        COLUMNS.forEach(title -> head.add(new NativeTableHeaderCell(title)));
        var hits = new NativeTableHeaderCell("Flows, 24 h");
        hits.addClassName("figure");
        head.add(hits);
        getHead().add(head);
    }

    /** @return how many rules are shown */
    int show(PolicyBook book, Set<DocumentKey> edited, Map<String, Long> hits, Filter filter, String selected) {
        var body = new NativeTableBody();
        var count = 0;
        for (var tier : book.set().tierNames()) {
            var policies = book.set().policies(tier);
            var rules =
                    policies.stream().mapToInt(policy -> policy.rules().size()).sum();
            body.add(tierRow(book, tier, policies.size(), rules));
            for (var policy : policies) {
                var passing = policy.rules().stream()
                        .filter(rule -> filter.matches(key -> RuleWords.values(key, policy, rule)))
                        .toList();
                if (!passing.isEmpty() || filter.isEmpty()) {
                    body.add(policyRow(
                            policy, edited.contains(new DocumentKey(policy.kind(), policy.name())), selected));
                    policy.isolates()
                            .forEach(isolation -> body.add(note("Isolates " + PeerWords.peers(isolation.subjects())
                                    + ": what this tier has not allowed "
                                    + (isolation.direction() == Direction.INGRESS ? "entering" : "leaving")
                                    + " is denied")));
                }
                for (var rule : passing) {
                    body.add(ruleRow(policy, rule, hits, selected));
                    count++;
                }
            }
        }
        Morph.into(shown, body);
        return count;
    }

    private NativeTableRow tierRow(PolicyBook book, String tier, int policies, int rules) {
        var words = switch (tier) {
            case Tier.PLATFORM -> "first, of the platform's admins";
            case Tier.BASELINE ->
                "last, pass means the domain's default ("
                        + book.set().domain().defaultAction().word() + ")";
            default ->
                book.set().all(Tier.class).stream()
                        .filter(each -> each.name().equals(tier))
                        .findFirst()
                        .map(each -> "order " + each.order())
                        .orElse("");
        };
        var count = rules == 0 ? "no rules" : Figures.of(policies, "policy") + ", " + Figures.of(rules, "rule");
        return headRow("tier", count, Words.strong(tier), Words.hint(words));
    }

    private NativeTableRow policyRow(SegmentationPolicy policy, boolean edited, String selected) {
        var title = new Span(Words.strong(policy.name()), Words.hint("order " + policy.order()));
        title.addClassName("with-icon");
        if (edited) {
            title.add(Chip.toned("Edited", "accent"));
        }
        if (policy.mode() == Mode.MONITOR) {
            title.add(new Chip(Glyph.OBSERVE, "Monitor", "would-deny"));
        }
        var id = Selection.of(new DocumentKey(policy.kind(), policy.name()));
        return choosable(headRow("policy", Figures.of(policy.rules().size(), "rule"), title), id, selected);
    }

    private NativeTableRow ruleRow(SegmentationPolicy policy, Rule rule, Map<String, Long> hits, String selected) {
        var path = "%s/%s/%s".formatted(policy.scope(), policy.name(), rule.name());
        var row = new NativeTableRow();
        row.add(cell(Words.secondary(Integer.toString(policy.rules().indexOf(rule) + 1))));
        row.add(cell(RuleWords.action(rule.action())));
        row.add(cell(Words.plain(PeerWords.peers(rule.from()))));
        row.add(cell(Words.plain(PeerWords.peers(rule.to()))));
        row.add(cell(Words.mono(PeerWords.services(rule.services()))));
        row.add(cell(RuleWords.notes(rule)));
        var count = cell(Words.plain(Figures.count(hits.getOrDefault(path, 0L))));
        count.addClassName("figure");
        row.add(count);
        return choosable(row, Selection.rule(policy.name(), rule.name()), selected);
    }

    private NativeTableRow choosable(NativeTableRow row, String id, String selected) {
        row.addClassName("pick");
        row.getElement().setAttribute("tabindex", "0").setAttribute("data-id", id);
        row.getElement().setAttribute("aria-selected", Boolean.toString(id.equals(selected)));
        row.addClickListener(event -> onChoice.accept(id));
        row.getElement()
                .addEventListener("keydown", event -> onChoice.accept(id))
                .setFilter("event.key === 'Enter' && event.target === element");
        return row;
    }

    private static NativeTableRow headRow(String className, String count, Component... title) {
        var words = cell(title);
        words.setColspan(COLUMNS.size());
        var end = cell(Words.hint(count));
        end.addClassName("figure");
        var row = new NativeTableRow(words, end);
        row.addClassName(className);
        return row;
    }

    private static NativeTableRow note(String words) {
        var cell = cell(Words.hint(words));
        cell.setColspan(COLUMNS.size() + 1);
        var row = new NativeTableRow(cell);
        row.addClassName("isolates");
        return row;
    }

    private static NativeTableCell cell(Component... components) {
        return new NativeTableCell(components);
    }
}
