package dev.damson.console.inspect;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.damson.console.kit.Figures;
import dev.damson.console.kit.Glyph;
import dev.damson.console.kit.Icon;
import dev.damson.console.kit.Press;
import dev.damson.console.kit.When;
import dev.damson.console.kit.Words;
import dev.damson.console.security.Right;
import dev.damson.tap.live.TailCounts;
import dev.damson.tap.live.TailState;
import java.time.Duration;

/**
 * How the tail stands: its state, what was lost, what waits, and the way to hold it. Only words change, several times
 * a second: what a person is about to press stays where it is.
 */
final class TailBar extends Div {
    /** Less than this is the way through Kafka, not a lag. */
    private static final Duration LAG_SHOWN_FROM = Duration.ofSeconds(3);

    private final Press fresh;
    private final Span dot = Words.classed("", "dot");
    private final Span state = Words.plain("");
    private final Span tapName = Words.hint("");
    private final Span delivered = Words.hint("");
    private final Loss atEdge = new Loss(Glyph.WOULD_DENY, "would-deny");
    private final Loss skipped = new Loss(Glyph.WOULD_DENY, "would-deny");
    private final Loss unreadable = new Loss(Glyph.DENIED, "denied");
    private final Loss behind = new Loss(Glyph.TIME, "would-deny");
    private final Loss passed = new Loss(Glyph.WOULD_DENY, "would-deny");
    private final Press payload;
    private final Press pause;
    private final Press goOn;

    TailBar(Runnable hold, Runnable take, Runnable askForPayload) {
        addClassName("tail-bar");
        fresh = Press.plain("", take).small().named("new-rows");
        fresh.addClassName("new-rows");
        pause = Press.normal(Glyph.PAUSE, "Pause", hold).named("pause");
        goOn = Press.normal(Glyph.PLAY, "Go on", hold).named("go-on");
        payload = Press.normal(Glyph.OBSERVE, "Payload", askForPayload).named("payload");
        var live = new Div(dot, state);
        live.addClassName("live");
        live.getElement().setAttribute("data-test", "tail-state");
        add(fresh, live, tapName, delivered, atEdge, skipped, passed, unreadable, behind, payload, pause, goOn);
    }

    void show(TailState tail, TailCounts counts, int waiting, long passedOver, boolean held, String tap) {
        fresh.setVisible(waiting > 0);
        fresh.setWords("%s new ↑".formatted(Figures.count(waiting)));
        dot.setClassName("dot " + tone(tail, held));
        state.setText(words(tail, held));
        tapName.setText(tap);
        delivered.setText(Figures.of(counts.delivered(), "packet"));
        atEdge.show(counts.lostAtEdge() > 0, Figures.count(counts.lostAtEdge()) + " lost at the edge");
        skipped.show(counts.skippedRecords() > 0, Figures.of(counts.skippedRecords(), "record") + " skipped");
        unreadable.show(counts.malformedRecords() > 0, Figures.of(counts.malformedRecords(), "record") + " unreadable");
        passed.show(passedOver > 0, Figures.of(passedOver, "packet") + " came and went unseen");
        behind.show(counts.behind().compareTo(LAG_SHOWN_FROM) > 0, When.length(counts.behind()) + " behind");
        pause.setVisible(!held);
        goOn.setVisible(held);
    }

    /** @param whole whether payload is shown already */
    void showPayload(boolean whole, boolean may) {
        payload.setVisible(!whole);
        payload.setEnabled(may);
        payload.setTitle(
                may
                        ? "Show packets whole, with a reason"
                        : "This needs the right to " + Right.PAYLOAD.words() + ": packets end with their headers");
    }

    /** A count that nobody wants to see, shown as soon as there is one. */
    private static final class Loss extends Span {
        private final Span words = new Span();

        Loss(Glyph glyph, String tone) {
            addClassNames("chip", tone);
            add(new Icon(glyph, 13), words);
            setVisible(false);
        }

        void show(boolean any, String text) {
            setVisible(any);
            words.setText(text);
        }
    }

    private static String words(TailState state, boolean held) {
        return switch (state) {
            case CONNECTING -> "Connecting";
            case CONNECTED -> held ? "Paused" : "Live";
            case RECONNECTING -> "Kafka does not answer, trying again";
            case EXPIRED -> "This tap has ended";
            case CLOSED -> "Closed";
        };
    }

    private static String tone(TailState state, boolean held) {
        return switch (state) {
            case CONNECTED -> held ? "would-deny" : "allowed";
            case CONNECTING, EXPIRED, CLOSED -> "unknown";
            case RECONNECTING -> "denied";
        };
    }
}
