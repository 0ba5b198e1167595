package dev.damson.console.inspect;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.shared.Registration;
import dev.damson.console.filter.Filter;
import dev.damson.console.kit.Empty;
import dev.damson.console.kit.FilterBar;
import dev.damson.console.kit.Glyph;
import dev.damson.console.kit.Ticker;
import dev.damson.console.place.Place;
import dev.damson.console.security.Right;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Tapped packets live: newest first, decoded, with their bytes. Rows never move under the pointer. */
final class LivePane extends Div {
    private static final Duration REDRAW = Duration.ofMillis(400);

    private final transient Analyst analyst;
    private final transient Tails tails;
    private final transient Consumer<Place> go;
    private final TailBar bar = new TailBar(this::hold, this::take, this::askForPayload);
    private final FilterBar filter;
    private final PacketGrid grid = new PacketGrid(ZoneId.systemDefault(), this::choose);
    private final PacketDetail detail = new PacketDetail(() -> choose(null));
    private final Div main = new Div();
    private transient PacketBuffer buffer = new PacketBuffer(false, packet -> true);
    private transient Tails.@Nullable Tail tail;
    private @Nullable Registration ticking;
    private transient @Nullable Place shown;
    private transient FollowedTap tap = new FollowedTap("", Optional.empty(), "every tap");
    private String following = "";
    private boolean held;
    private boolean pointed;

    LivePane(Analyst analyst, Tails tails, Consumer<Place> go) {
        this.analyst = analyst;
        this.tails = tails;
        this.go = go;
        filter = new FilterBar("Add a filter, such as port = 8080", chosen -> go.accept(place().filtered(chosen)));
        addClassName("inspect-pane");
        main.addClassName("main-pane");
        var filters = new Div(filter);
        filters.addClassNames("filter-row", "ruled");
        add(filters, main);
        grid.getElement().addEventListener("mouseenter", event -> pointed = true);
        grid.getElement().addEventListener("mouseleave", event -> pointed = false);
    }

    /** How the tail stands, for the head of the page. */
    TailBar bar() {
        return bar;
    }

    /** The tap as it is now; one that was extended goes on. */
    void show(FollowedTap followed) {
        tap = followed;
        if (isAttached() && shown != null) {
            follow(shown);
        }
    }

    void show(Place place) {
        shown = place;
        filter.show(place.filter());
        buffer.want(wanted(place));
        if (isAttached()) {
            follow(place);
        }
        draw();
    }

    @Override
    protected void onAttach(AttachEvent event) {
        super.onAttach(event);
        if (shown != null) {
            follow(shown);
        }
        ticking = Ticker.start(event.getUI(), REDRAW, this::tick);
    }

    @Override
    protected void onDetach(DetachEvent event) {
        super.onDetach(event);
        if (ticking != null) {
            ticking.remove();
            ticking = null;
        }
        stop();
    }

    private Place place() {
        return Objects.requireNonNull(shown, "shown before it is used");
    }

    private void follow(Place place) {
        boolean payload = analyst.seesPayload();
        var next = place.domain() + " " + tap + " " + payload;
        if (next.equals(following)) {
            return;
        }
        stop();
        buffer = new PacketBuffer(payload, wanted(place));
        var fresh = buffer;
        tail = tails.open(
                analyst.actor(),
                place.domain(),
                tap,
                payload ? Optional.of(analyst.reason()) : Optional.empty(),
                fresh::arrived);
        following = next;
    }

    private void stop() {
        if (tail != null) {
            tail.close();
            tail = null;
        }
        following = "";
    }

    private void askForPayload() {
        analyst.withReason("You are about to see the payload of tapped packets.", reason -> {
            choose(null);
            follow(place());
            draw();
        });
    }

    private void tick() {
        if (!held && !pointed && detail.getParent().isEmpty() && buffer.take()) {
            draw();
        }
        if (detail.getParent().isPresent()) {
            detail.refresh(place());
        }
        report();
    }

    private void report() {
        if (tail != null) {
            bar.show(tail.state(), tail.counts(), buffer.waiting(), buffer.passedOver(), held, tap.words());
            bar.showPayload(analyst.seesPayload(), analyst.may(Right.PAYLOAD));
        }
    }

    private static Predicate<SeenPacket> wanted(Place place) {
        var filter = place.filter();
        return filter.isEmpty() ? packet -> true : packet -> filter.matches(packet::values);
    }

    private void draw() {
        var packets = buffer.shown();
        if (packets.isEmpty()) {
            main.removeAll();
            pointed = false;
            main.add(empty());
        } else {
            if (grid.getParent().isEmpty()) {
                main.removeAll();
                main.add(grid);
            }
            grid.show(packets);
        }
        report();
    }

    private Empty empty() {
        return place().filter().isEmpty() || !buffer.any()
                ? Empty.nothingYet(
                        Glyph.INSPECT,
                        "Waiting for packets",
                        "What the taps of this domain copy appears here as it happens, with the last two minutes.")
                : Empty.nothingMatches(place().filter().toString(), () -> go.accept(place().filtered(Filter.NONE)));
    }

    private void hold() {
        held = !held;
        tick();
    }

    private void take() {
        buffer.take();
        draw();
    }

    private void choose(@Nullable SeenPacket packet) {
        if (packet == null) {
            detail.removeFromParent();
            grid.deselectAll();
        } else {
            detail.show(packet, place());
            main.add(detail);
        }
    }
}
