package dev.damson.console.topology;

import com.vaadin.flow.component.Component;
import dev.damson.console.kit.Chip;
import dev.damson.console.kit.DataTable;
import dev.damson.console.kit.Figures;
import dev.damson.console.kit.Words;
import dev.damson.console.place.Place;
import dev.damson.console.policies.RuleLink;
import dev.damson.topology.traffic.JudgingEnd;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The flows of the map, row by row. */
final class FlowTable {
    private final DataTable<Observed> table = new DataTable<>("Flows");
    private final Supplier<Place> place;

    /** @param onChoice gets the id of the chosen flow */
    FlowTable(Supplier<Place> place, Consumer<String> onChoice) {
        this.place = place;
        table.column("Verdict", flow -> Chip.of(flow.verdict()))
                .column("Source", flow -> Words.strong(flow.source()))
                .column("Destination", flow -> Words.strong(flow.target()))
                .column("Service", flow -> Words.mono(flow.service()))
                .column("Decided by", flow -> rule(flow.traffic().rule()))
                .column("Judged", FlowTable::judged)
                .figures("Revision", FlowTable::revision)
                .figures(
                        "Flows",
                        flow -> Words.plain(Figures.count(flow.traffic().flows())))
                .figures("Rate", flow -> Words.plain(Figures.perSecond(flow.ratePerSecond())))
                .figures(
                        "Packets",
                        flow -> Words.plain(Figures.count(flow.traffic().packets())))
                .figures(
                        "Bytes",
                        flow -> Words.plain(Figures.bytes(flow.traffic().bytes())))
                .choose(Observed::id, flow -> onChoice.accept(flow.id()));
    }

    Component component() {
        return table;
    }

    void show(List<Observed> flows, String selected) {
        table.show(flows, selected);
    }

    private static Component judged(Observed flow) {
        var judgement = flow.traffic().judgement();
        return Words.secondary((judgement.end() == JudgingEnd.SOURCE ? "leaving, " : "entering, ") + judgement.edge());
    }

    private static Component revision(Observed flow) {
        var words = Words.plain(Long.toString(flow.traffic().judgement().revision()));
        words.setClassName("secondary", flow.past());
        words.setTitle(flow.past() ? "No longer in force" : "In force");
        return words;
    }

    private Component rule(String rule) {
        return RuleLink.of(rule, place.get());
    }
}
