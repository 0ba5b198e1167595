package dev.damson.console.inspect;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.shared.Registration;
import dev.damson.console.filter.Filter;
import dev.damson.console.kit.Empty;
import dev.damson.console.kit.FilterBar;
import dev.damson.console.kit.Glyph;
import dev.damson.console.kit.Ticker;
import dev.damson.console.place.Place;
import dev.damson.console.place.Section;
import dev.damson.console.security.Right;
import dev.damson.console.security.SignedIn;
import dev.damson.console.shell.DomainView;
import dev.damson.console.shell.Domains;
import dev.damson.console.shell.PageHead;
import dev.damson.console.shell.Shell;
import jakarta.annotation.security.PermitAll;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tapped packets live: newest first, decoded, with their bytes. Rows never move under the pointer. */
@Route(value = "t/:tenant/d/:domain/inspect", layout = Shell.class)
@PermitAll
public class InspectPage extends DomainView {
    static final String TAP = "tap";
    private static final Duration REDRAW = Duration.ofMillis(400);

    private final transient Tails tails;
    private final TailBar bar = new TailBar(this::hold, this::take);
    private final FilterBar filter =
            new FilterBar("Add a filter, such as port = 8080", chosen -> go(place().filtered(chosen)));
    private final PacketGrid grid = new PacketGrid(ZoneId.systemDefault(), this::choose);
    private final PacketDetail detail = new PacketDetail(() -> choose(null));
    private final Div main = new Div();
    private transient PacketBuffer buffer = new PacketBuffer(false);
    private transient Tails.@Nullable Tail tail;
    private @Nullable Registration ticking;
    private transient @Nullable Place shown;
    private String following = "";
    private boolean held;
    private boolean pointed;

    InspectPage(SignedIn signedIn, Domains domains, Tails tails) {
        super(Section.INSPECT, signedIn, domains);
        this.tails = tails;
        main.addClassName("main-pane");
        var filters = new Div(filter);
        filters.addClassNames("filter-row", "ruled");
        add(new PageHead("Inspect").right(bar), filters, main);
        grid.getElement().addEventListener("mouseenter", event -> pointed = true);
        grid.getElement().addEventListener("mouseleave", event -> pointed = false);
    }

    @Override
    protected void show(Place place) {
        if (place.equals(shown)) {
            // Another revision or a report of an edge: the rows are as they were.
            return;
        }
        shown = place;
        filter.show(place.filter());
        if (isAttached()) {
            follow(place);
        }
        draw();
    }

    @Override
    protected void onAttach(AttachEvent event) {
        super.onAttach(event);
        follow(place());
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

    private void follow(Place place) {
        var wanted = place.domain() + " " + place.extra(TAP, "");
        if (wanted.equals(following)) {
            return;
        }
        stop();
        following = wanted;
        buffer = new PacketBuffer(may(Right.PAYLOAD));
        var fresh = buffer;
        tail = tails.open(
                signedIn().actor(),
                place.domain(),
                Optional.of(place.extra(TAP, "")).filter(tap -> !tap.isEmpty()),
                may(Right.PAYLOAD),
                fresh::arrived);
    }

    private void stop() {
        if (tail != null) {
            tail.close();
            tail = null;
        }
        following = "";
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
            bar.show(tail.state(), tail.counts(), buffer.waiting(), held, place().extra(TAP, ""));
        }
    }

    private void draw() {
        var packets = buffer.shown().stream()
                .filter(packet -> place().filter().matches(packet::values))
                .toList();
        if (packets.isEmpty()) {
            main.removeAll();
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
        return place().filter().isEmpty() || buffer.shown().isEmpty()
                ? Empty.nothingYet(
                        Glyph.INSPECT,
                        "Waiting for packets",
                        "What the taps of this domain copy appears here as it happens, with the last two minutes.")
                : Empty.nothingMatches(place().filter().toString(), () -> go(place().filtered(Filter.NONE)));
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
