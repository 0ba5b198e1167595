package dev.damson.console.topology;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import dev.damson.console.kit.Chip;
import dev.damson.console.kit.Facts;
import dev.damson.console.kit.Figures;
import dev.damson.console.kit.Glyph;
import dev.damson.console.kit.Icon;
import dev.damson.console.kit.Press;
import dev.damson.console.kit.Verdict;
import dev.damson.console.kit.Words;
import dev.damson.console.place.Place;
import dev.damson.console.policies.EffectiveRules;
import dev.damson.console.policies.PeerWords;
import dev.damson.console.policies.RuleLink;
import dev.damson.console.policies.TapWish;
import dev.damson.console.shell.Drawer;
import dev.damson.policy.model.Action;
import dev.damson.policy.model.Direction;
import dev.damson.topology.inventory.PortRecord;
import dev.damson.topology.inventory.WorkloadRecord;
import java.util.List;
import java.util.TreeMap;

/** A workload: who it is, what may reach it and what it may reach, and what was seen. */
final class WorkloadDrawer {
    private static final int MOST_ROWS = 8;

    private final Picture picture;
    private final Place place;

    WorkloadDrawer(Picture picture, Place place) {
        this.picture = picture;
        this.place = place;
    }

    Drawer open(WorkloadRecord workload, Runnable close) {
        var drawer = new Drawer(MapComposer.glyph(workload), workload.name(), close);
        var labels = new Div();
        labels.addClassName("chips");
        new TreeMap<>(workload.labels()).forEach((key, value) -> labels.add(new Chip(key + "=" + value)));
        drawer.block(labels, facts(workload));
        var rules = new EffectiveRules(picture.book(), workload.name(), workload.labels());
        drawer.section("May enter", "rules, first match decides", rules(rules.of(Direction.INGRESS), true));
        drawer.section("May leave", "rules, first match decides", rules(rules.of(Direction.EGRESS), false));
        drawer.section("Entering", "flows/s", flows(workload, true));
        drawer.section("Leaving", "flows/s", flows(workload, false));
        return drawer.actions(
                Press.link(Glyph.TAPS, "Tap what enters", TapWish.between(place, "", workload.name(), "")),
                Press.link(Glyph.TAPS, "Tap what leaves", TapWish.between(place, workload.name(), "", "")));
    }

    private Facts facts(WorkloadRecord workload) {
        var facts = new Facts();
        for (var port : workload.ports()) {
            facts.fact("Address", address(port));
            facts.fact("Edge", Words.strong(port.edge()), Words.secondary(" port " + port.name()));
        }
        var groups = picture.groupsOf(workload.name());
        return facts.fact("Groups", groups.isEmpty() ? "none" : String.join(", ", groups))
                .fact("Kind", workload.type());
    }

    private static Component address(PortRecord port) {
        var lines = new Div();
        port.addresses().forEach(address -> lines.add(new Div(Words.mono(address))));
        lines.add(new Div(Words.classed(port.mac(), "mono", "secondary")));
        return lines;
    }

    private Component rules(List<EffectiveRules.Entry> entries, boolean entering) {
        var rows = new Div();
        rows.addClassName("rows");
        entries.stream().limit(MOST_ROWS).forEach(entry -> {
            var rule = entry.rule();
            var verdict = rule.action() == Action.ALLOW ? Verdict.ALLOWED : Verdict.DENIED;
            var others = Words.plain(PeerWords.peers(entering ? rule.from() : rule.to()));
            others.addClassName("ellipsis");
            rows.add(row(
                    new Icon(verdict.glyph(), 14).coloured(verdict.className()),
                    others,
                    Words.mono(PeerWords.services(rule.services())),
                    end(RuleLink.bare(entry.path(), place))));
        });
        if (entries.size() > MOST_ROWS) {
            rows.add(row(Words.hint(Figures.of(entries.size() - MOST_ROWS, "more rule"))));
        }
        rows.add(row(
                new Icon(Verdict.DENIED.glyph(), 14).coloured("denied"),
                Words.plain("any"),
                Words.mono("any"),
                end(Words.secondary("domain default"))));
        return rows;
    }

    private Component flows(WorkloadRecord workload, boolean entering) {
        var rows = new Div();
        rows.addClassName("rows");
        var flows = picture.flows().stream()
                .filter(flow -> flow.touches(workload.name()) && flow.entering(workload.name()) == entering)
                .limit(MOST_ROWS)
                .toList();
        flows.forEach(flow -> rows.add(row(
                new Icon(flow.verdict().glyph(), 14).coloured(flow.verdict().className()),
                Words.plain(entering ? flow.source() : flow.target()),
                Words.mono(flow.service()),
                end(Words.plain(Figures.perSecond(flow.ratePerSecond()))))));
        if (flows.isEmpty()) {
            rows.add(row(Words.hint("Nothing was seen in this window.")));
        }
        return rows;
    }

    private static Component end(Component component) {
        var end = new Div(component);
        end.addClassName("end");
        return end;
    }

    private static Div row(Component... components) {
        var row = new Div(components);
        row.addClassName("row");
        return row;
    }
}
