package dev.damson.console.topology;

import com.vaadin.flow.component.html.Div;
import dev.damson.console.kit.Chip;
import dev.damson.console.kit.Facts;
import dev.damson.console.kit.Figures;
import dev.damson.console.kit.Words;
import dev.damson.console.place.Place;
import dev.damson.console.shell.Drawer;
import java.util.List;

/** A line of the map: the verdict of each flow that is bundled in it, and the rule that decided. */
final class FlowDrawer {
    private FlowDrawer() {}

    static Drawer open(MapPicture.Flow line, List<Observed> flows, Place place, Runnable close) {
        var verdict = flows.getFirst().verdict();
        var drawer = new Drawer(verdict.glyph(), line.port() + " " + line.words(), close);
        drawer.block(Chip.of(verdict));
        for (var flow : flows) {
            var facts = new Facts()
                    .fact("Service", Words.mono(flow.service()))
                    .fact("Decided by", FlowTable.rule(flow.traffic().rule(), place))
                    .fact("Flows", Figures.count(flow.traffic().flows()))
                    .fact("Packets", Figures.count(flow.traffic().packets()))
                    .fact("Bytes", Figures.bytes(flow.traffic().bytes()));
            drawer.section(
                    flow.source() + " to " + flow.target(), Figures.perSecond(flow.ratePerSecond()), new Div(facts));
        }
        return drawer;
    }
}
