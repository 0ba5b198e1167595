package dev.damson.console.topology;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import dev.damson.console.kit.Chip;
import dev.damson.console.kit.DataTable;
import dev.damson.console.kit.Figures;
import dev.damson.console.kit.Words;
import dev.damson.console.place.Place;
import dev.damson.console.place.Section;
import java.util.List;
import java.util.function.Supplier;

/** The flows of the map, row by row. */
final class FlowTable {
    private final DataTable<Observed> table = new DataTable<>("Flows");
    private final Supplier<Place> place;

    FlowTable(Supplier<Place> place) {
        this.place = place;
        table.column("Verdict", flow -> Chip.of(flow.verdict()))
                .column("Source", flow -> Words.strong(flow.source()))
                .column("Destination", flow -> Words.strong(flow.target()))
                .column("Service", flow -> Words.mono(flow.service()))
                .column("Decided by", flow -> rule(flow.traffic().rule()))
                .figures(
                        "Flows",
                        flow -> Words.plain(Figures.count(flow.traffic().flows())))
                .figures("Rate", flow -> Words.plain(Figures.perSecond(flow.ratePerSecond())))
                .figures(
                        "Packets",
                        flow -> Words.plain(Figures.count(flow.traffic().packets())))
                .figures(
                        "Bytes",
                        flow -> Words.plain(Figures.bytes(flow.traffic().bytes())));
    }

    Component component() {
        return table;
    }

    void show(List<Observed> flows) {
        table.show(flows, null);
    }

    private Component rule(String rule) {
        return rule(rule, place.get());
    }

    /** As {@link #rule}, by its bare name where room is short. */
    static Component bareRule(String rule, Place place) {
        return rule.isEmpty()
                ? Words.secondary("domain default")
                : link(rule, rule.substring(rule.lastIndexOf('/') + 1), place);
    }

    private static Anchor link(String rule, String words, Place place) {
        var address = place.in(Section.POLICIES)
                .select("r:" + MapComposer.shortRule(rule))
                .address();
        var link = new Anchor(address, words);
        link.setTitle(rule);
        link.getElement().setAttribute("router-link", true);
        return link;
    }

    /** The rule as a link to its own line, or what decided instead. */
    static Component rule(String rule, Place place) {
        return rule.isEmpty() ? Words.secondary("domain default") : link(rule, MapComposer.shortRule(rule), place);
    }
}
