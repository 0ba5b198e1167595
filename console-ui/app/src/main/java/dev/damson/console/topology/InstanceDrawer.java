package dev.damson.console.topology;

import com.vaadin.flow.component.html.Anchor;
import dev.damson.console.kit.Facts;
import dev.damson.console.kit.Figures;
import dev.damson.console.kit.Glyph;
import dev.damson.console.kit.HealthChip;
import dev.damson.console.kit.Words;
import dev.damson.console.place.Place;
import dev.damson.console.place.Section;
import dev.damson.console.shell.Drawer;

/** An appliance in the path. */
final class InstanceDrawer {
    private InstanceDrawer() {}

    static Drawer open(Picture picture, String name, Place place, Runnable close) {
        var health = picture.healthOf(name);
        var drawer = new Drawer(Glyph.APPLIANCE, name, close);
        drawer.block(HealthChip.of(health));
        var facts = new Facts();
        picture.functionOf(name).ifPresent(function -> {
            facts.fact("Function", function.name()).fact("Kind", function.type() + ", " + function.mode());
            picture.chainsOf(function.name())
                    .forEach(chain -> facts.fact(
                            "Chain", Words.plain(chain.name() + (chain.open() ? ", fails open" : ", fails closed"))));
        });
        picture.instances()
                .filter(each -> each.name().equals(name))
                .forEach(instance -> facts.fact("Inside", Words.mono(instance.inside()))
                        .fact("Outside", Words.mono(instance.outside())));
        picture.statusOf(name)
                .ifPresent(status -> facts.fact("Edge", status.edge())
                        .fact("In", Figures.of(status.packetsIn(), "packet"))
                        .fact("Out", Figures.of(status.packetsOut(), "packet"))
                        .fact("Bypassed", Figures.count(status.bypassed()))
                        .fact("Refused", Figures.count(status.refused()))
                        .fact("Stray", Figures.count(status.notFromFlow())));
        return drawer.block(facts, new Anchor(place.in(Section.SERVICES).address(), "All services"));
    }
}
