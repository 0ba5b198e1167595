package dev.damson.console.taps;

import com.vaadin.flow.component.html.Div;
import dev.damson.console.kit.Chip;
import dev.damson.console.kit.Facts;
import dev.damson.console.kit.Figures;
import dev.damson.console.kit.Glyph;
import dev.damson.console.kit.Words;
import dev.damson.director.command.TapForecast;
import dev.damson.policy.model.VirtualTap;
import dev.damson.policy.source.Durations;
import dev.damson.topology.traffic.Endpoint;
import dev.damson.topology.traffic.ObservedTraffic;
import java.util.Locale;

/** What a tap would copy, before it begins: told from recorded flows, with the window and the gaps of the record. */
final class ForecastPanel extends Div {
    ForecastPanel() {
        addClassName("forecast");
        getElement().setAttribute("data-test", "tap-forecast");
    }

    void say(String words) {
        removeAll();
        add(Words.hint(words));
    }

    void show(VirtualTap tap, TapForecast forecast) {
        removeAll();
        var window = "the last " + Durations.print(forecast.window());
        if (forecast.flows() == 0) {
            add(Words.hint("No recorded flow of " + window + " would be copied."));
        } else {
            add(
                    new Facts()
                            .fact("Selects", rate(forecast.packetsPerSecond(), forecast.bytesPerSecond()))
                            .fact(
                                    "Last " + Durations.print(forecast.latest().window()),
                                    rate(
                                            forecast.latest().packetsPerSecond(),
                                            forecast.latest().bytesPerSecond()))
                            .fact("Copies", rate(forecast.copiedPerSecond(), forecast.copiedBytesPerSecond())),
                    Words.hint(Figures.of(forecast.flows(), "flow") + " of " + window + ", as recorded"
                            + (forecast.complete() ? "." : "; there were more than are summed: expect more.")));
        }
        if (forecast.isLimited(tap.sampleOneIn())) {
            add(new Chip(Glyph.WOULD_DENY, "The limit of packets/s will lose some, counted", "would-deny"));
        }
        if (forecast.unplaced() > 0) {
            add(Words.hint(Figures.of(forecast.unplaced(), "flow")
                    + " with peers that the record sums up as others may come on top."));
        }
        forecast.largest().forEach(flow -> add(row(flow)));
    }

    private static String rate(double packets, double bytes) {
        return Figures.perSecond(packets).replace("/s", " packets/s") + ", " + Figures.bytes(Math.round(bytes)) + "/s";
    }

    private static Div row(ObservedTraffic flow) {
        var row = new Div(
                Words.plain(name(flow.source()) + " to " + name(flow.target())),
                Words.mono(flow.service().toLowerCase(Locale.ROOT)),
                Words.secondary(Figures.of(flow.packets(), "packet")));
        row.addClassName("row");
        return row;
    }

    private static String name(Endpoint endpoint) {
        return switch (endpoint) {
            case Endpoint.Workload(String name) -> name;
            case Endpoint.Outside(String address) -> address;
        };
    }
}
