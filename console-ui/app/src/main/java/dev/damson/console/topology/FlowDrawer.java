package dev.damson.console.topology;

import com.vaadin.flow.component.html.Div;
import dev.damson.console.kit.Chip;
import dev.damson.console.kit.Facts;
import dev.damson.console.kit.Figures;
import dev.damson.console.kit.Glyph;
import dev.damson.console.kit.Press;
import dev.damson.console.kit.VerdictSentence;
import dev.damson.console.kit.Words;
import dev.damson.console.place.Place;
import dev.damson.console.policies.RuleLink;
import dev.damson.console.policies.TapWish;
import dev.damson.console.shell.Drawer;
import java.util.List;

/** A line of the map: of each flow that is bundled in it the verdict sentence and the figures. */
final class FlowDrawer {
    private final Picture picture;
    private final Place place;

    FlowDrawer(Picture picture, Place place) {
        this.picture = picture;
        this.place = place;
    }

    Drawer open(MapPicture.Flow line, Runnable close) {
        return open(line.port(), MapComposer.bundled(picture, line.id()), close);
    }

    Drawer open(Observed flow, Runnable close) {
        return open(flow.service(), List.of(flow), close);
    }

    private Drawer open(String service, List<Observed> flows, Runnable close) {
        var verdict = flows.getFirst().verdict();
        var drawer = new Drawer(verdict.glyph(), service, close).beside(Chip.of(verdict));
        for (var flow : flows) {
            var facts = new Facts()
                    .fact("Service", Words.mono(flow.service()))
                    .fact("Flows", Figures.count(flow.traffic().flows()))
                    .fact("Packets", Figures.count(flow.traffic().packets()))
                    .fact("Bytes", Figures.bytes(flow.traffic().bytes()));
            picture.chainOf(flow).ifPresent(chain -> facts.fact("Through", chain.name()));
            var sentence = new VerdictSentence(flow.decision(picture.book()), rule -> RuleLink.address(rule, place));
            var body = new Div(sentence, facts);
            body.addClassName("judged");
            if (flow.past()) {
                body.addComponentAtIndex(
                        0, new Chip(Glyph.TIME, "Under a revision that is no longer in force", "unknown"));
            }
            drawer.section(flow.source() + " to " + flow.target(), Figures.perSecond(flow.ratePerSecond()), body);
        }
        var first = flows.getFirst();
        return drawer.actions(Press.link(
                Glyph.TAPS, "Tap this", TapWish.between(place, first.source(), first.target(), first.service())));
    }
}
