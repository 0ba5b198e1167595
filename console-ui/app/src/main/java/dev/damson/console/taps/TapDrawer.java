package dev.damson.console.taps;

import com.vaadin.flow.component.Component;
import dev.damson.console.kit.Facts;
import dev.damson.console.kit.Figures;
import dev.damson.console.kit.Glyph;
import dev.damson.console.kit.Press;
import dev.damson.console.kit.Words;
import dev.damson.console.policies.PeerWords;
import dev.damson.console.shell.Drawer;
import dev.damson.director.live.TapStatus;
import dev.damson.policy.source.Durations;
import java.time.Clock;
import java.util.List;

/** One tap: why, what, how much of it, and each loss by its cause. */
final class TapDrawer {
    private final Clock clock;

    TapDrawer(Clock clock) {
        this.clock = clock;
    }

    Drawer open(TapRow row, Runnable close) {
        var tap = row.tap();
        var facts = new Facts()
                .fact("Reason", tap.reason())
                .fact("From", PeerWords.peers(tap.match().from()))
                .fact("To", PeerWords.peers(tap.match().to()))
                .fact("Service", Words.mono(PeerWords.services(tap.match().services())))
                .fact("Packets", tap.packets().word())
                .fact("Keeps", tap.snap().word())
                .fact("Sample", tap.sampleOneIn() == 1 ? "every flow" : "one flow in " + tap.sampleOneIn())
                .fact("Ends", row.endWords(clock.instant()));
        tap.packetsPerSecond().ifPresent(most -> facts.fact("At most", Figures.count(most) + " packets/s"));
        tap.retention().ifPresent(kept -> facts.fact("Kept for", Durations.print(kept)));
        var counts = new Facts()
                .fact(
                        "Now",
                        Figures.perSecond(row.copiedPerSecond()) + " copied, " + Figures.perSecond(row.lostPerSecond())
                                + " lost")
                .fact("Copied", Figures.of(row.copied(), "packet"))
                .fact("Rate limit", lost(row.sum(TapStatus::lostRate)))
                .fact("Full ring", lost(row.sum(TapStatus::lostRing)))
                .fact("Full queue", lost(row.sum(TapStatus::lostQueue)));
        return new Drawer(Glyph.TAPS, row.name(), close)
                .block(facts)
                .section("Counted", "since the edges started", counts);
    }

    static List<Component> actions(Runnable extend, Runnable stop, Runnable remove, boolean over) {
        var ending = Press.normal(Glyph.CLOSE, "Stop now", stop).named("stop-tap");
        ending.setEnabled(!over);
        return List.of(
                Press.normal(Glyph.EXPIRY, "Extend 8 h", extend).named("extend-tap"),
                ending,
                Press.normal(Glyph.CLOSE, "Remove", remove).named("remove-tap"));
    }

    private static String lost(long packets) {
        return packets == 0 ? "nothing lost" : Figures.of(packets, "packet") + " lost";
    }
}
