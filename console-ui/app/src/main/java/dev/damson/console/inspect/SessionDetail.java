package dev.damson.console.inspect;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.html.Section;
import dev.damson.console.kit.Empty;
import dev.damson.console.kit.Facts;
import dev.damson.console.kit.Figures;
import dev.damson.console.kit.Glyph;
import dev.damson.console.kit.Press;
import dev.damson.console.kit.Segments;
import dev.damson.console.kit.VerdictSentence;
import dev.damson.console.kit.Words;
import dev.damson.console.place.Place;
import dev.damson.console.policies.RuleLink;
import dev.damson.console.security.Right;
import dev.damson.console.tap.TapStore;
import dev.damson.tap.flow.FollowedStream;
import dev.damson.tap.live.TappedPacket;
import dev.damson.tap.store.search.SearchRequest;
import dev.damson.tap.store.search.SessionId;
import dev.damson.tap.store.search.SessionRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One session: why it was allowed or denied, both directions in time, its packets with their bytes, and what was said. */
final class SessionDetail extends Section {
    /** As many as a person scrolls through; an export has all. */
    static final int MOST_PACKETS = 500;

    private static final String PACKETS = "packets";
    private static final String TEXT = "text";
    private static final String HEX = "hex";

    private record Loaded(SessionRow row, List<TappedPacket> packets, boolean payload) {}

    private final transient Analyst analyst;
    private final transient TapStore store;
    private final transient Runnable close;
    private final transient Asking asking = new Asking();
    private final Header head = new Header();
    private final Div facts = new Div();
    private final Div list = new Div();
    private final Div right = new Div();
    private final PacketList packets = new PacketList(this::showPacket);
    private final PacketView view = new PacketView();
    private final StreamView stream = new StreamView();
    private transient @Nullable Place place;
    private transient @Nullable SearchRequest request;
    private transient @Nullable SessionId shown;
    private transient @Nullable Loaded loaded;
    private String face = PACKETS;

    SessionDetail(Analyst analyst, TapStore store, Runnable close) {
        this.analyst = analyst;
        this.store = store;
        this.close = close;
        addClassNames("packet-detail", "session-detail");
        getElement().setAttribute("data-test", "session-detail");
        head.addClassName("packet-head");
        facts.addClassNames("packet-facts", "session-facts");
        list.addClassName("session-list");
        list.add(packets, facts);
        right.addClassName("session-right");
        view.addClassName("packet-view");
        var columns = new Div(list, right);
        columns.addClassName("packet-columns");
        add(head, columns);
    }

    void show(Place at, SearchRequest in, SessionId id) {
        place = at;
        request = in;
        if (!id.equals(shown)) {
            shown = id;
            loaded = null;
            face = PACKETS;
            load();
        }
    }

    /** The one that is open, if it is there. */
    List<SessionRow> session() {
        return loaded == null || getParent().isEmpty() ? List.of() : List.of(loaded.row());
    }

    private void load() {
        var in = request;
        var id = shown;
        if (in == null || id == null) {
            return;
        }
        var actor = analyst.actor();
        boolean payload = analyst.seesPayload();
        var reason = analyst.reason();
        asking.ask(
                getUI().orElseThrow(),
                () -> {
                    var row = store.session(actor, in, id);
                    return row.isEmpty()
                            ? Optional.<Loaded>empty()
                            : Optional.of(new Loaded(
                                    row.get(),
                                    store.packets(actor, in.all(), row.get(), MOST_PACKETS, payload, reason),
                                    payload));
                },
                found -> found.ifPresentOrElse(this::draw, () -> say("This session is not in the time that is shown.")),
                this::say);
    }

    private void say(String words) {
        head.removeAll();
        head.add(Words.strong("Session"), Words.spring(), Press.icon(Glyph.CLOSE, "Close the session", close));
        packets.show(List.of());
        facts.removeAll();
        right.removeAll();
        right.add(Empty.noLongerKept("A session's packets", "the store's space or time is used up (" + words + ")"));
    }

    private void draw(Loaded found) {
        loaded = found;
        drawHead(found);
        packets.show(found.packets());
        facts.removeAll();
        facts.add(facts(found));
        drawFace();
    }

    private void drawHead(Loaded found) {
        var at = Objects.requireNonNull(place, "shown before it is drawn");
        var row = found.row();
        head.removeAll();
        head.add(new VerdictSentence(SessionWords.decision(row), rule -> RuleLink.address(rule, at)), Words.spring());
        if (!found.payload()) {
            var payload = Press.normal(Glyph.OBSERVE, "Payload", this::askForPayload)
                    .small()
                    .named("payload");
            payload.setEnabled(analyst.may(Right.PAYLOAD));
            payload.setTitle(
                    analyst.may(Right.PAYLOAD)
                            ? "Show the packets whole, with a reason"
                            : "This needs the right to " + Right.PAYLOAD.words());
            head.add(payload);
        }
        var faces = new Segments<String>("Packets or what was said", this::turn)
                .option(PACKETS, Glyph.TABLE, "Packets")
                .option(TEXT, Glyph.FILE, "Stream")
                .option(HEX, Glyph.WORKLOAD, "Hex")
                .press(face);
        faces.getElement().setAttribute("data-test", "session-face");
        head.add(
                faces,
                Press.link(Glyph.TRACE, "Trace", SessionLinks.trace(at, row)),
                Press.link(Glyph.TAPS, "Tap", SessionLinks.tap(at, row)));
        head.add(
                Press.normal(Glyph.EDIT, "Draft a rule", () -> draftRule(at, row))
                        .small()
                        .named("draft-rule"),
                Press.icon(Glyph.CLOSE, "Close the session", close));
    }

    private void draftRule(Place at, SessionRow row) {
        new RuleDraftDialog(analyst, at, row).open();
    }

    private void askForPayload() {
        analyst.withReason("You are about to see the payload of this session.", reason -> load());
    }

    private void turn(String chosen) {
        face = chosen;
        if (!chosen.equals(PACKETS) && loaded != null && !loaded.payload() && analyst.may(Right.PAYLOAD)) {
            askForPayload();
        }
        drawFace();
    }

    private void drawFace() {
        var found = loaded;
        right.removeAll();
        if (found == null) {
            return;
        }
        if (face.equals(PACKETS)) {
            right.add(view);
            showPacket(packets.chosen());
        } else if (found.payload()) {
            var chunks = FollowedStream.of(
                    found.packets().stream().map(TappedPacket::captured).toList());
            stream.show(chunks, face);
            right.add(stream);
        } else {
            right.add(Empty.nothingYet(
                    Glyph.CLOSES,
                    "What was said is payload",
                    analyst.may(Right.PAYLOAD)
                            ? "It is shown with a reason, which the audit gets first."
                            : "This needs the right to " + Right.PAYLOAD.words() + "."));
        }
    }

    private void showPacket(int number) {
        var found = loaded;
        if (found != null && number >= 1 && number <= found.packets().size()) {
            var packet = found.packets().get(number - 1);
            view.show(SeenPacket.of(number, packet, found.payload()));
        }
    }

    private Facts facts(Loaded found) {
        var row = found.row();
        var facts = new Facts()
                .fact("Session", session(found))
                .fact("Ends", SessionWords.name(row.source()) + " → " + SessionWords.name(row.destination()))
                .fact("Groups", groups(row.source()) + " → " + groups(row.destination()))
                .fact("Captured at", "%s port %s, %s".formatted(row.workload(), row.port(), row.edge()))
                .fact("Tap", row.tap())
                .fact("Community", Words.mono(row.communityId()));
        var progress = new ArrayList<String>();
        if (!row.tcpState().isEmpty()) {
            progress.add(row.tcpState());
        }
        if (row.handshakeNanos() >= 0) {
            progress.add("handshake %.1f ms".formatted(row.handshakeNanos() / 1e6));
        }
        if (row.sentAgain() > 0) {
            progress.add(Figures.of(row.sentAgain(), "segment") + " sent again");
        }
        if (!progress.isEmpty()) {
            facts.fact("TCP", String.join(", ", progress));
        }
        if (row.lost() > 0) {
            facts.fact("Lost", Figures.of(row.lost(), "packet") + " of this tap just before, at the edge");
        }
        return facts;
    }

    private static String session(Loaded found) {
        var row = found.row();
        var all = "%s out, %s back, %s"
                .formatted(
                        Figures.of(row.packetsForward(), "packet"),
                        Figures.of(row.packetsReverse(), "packet"),
                        Figures.bytes(row.bytes()));
        return found.packets().size() >= MOST_PACKETS ? all + "; the first " + MOST_PACKETS + " are shown" : all;
    }

    private static String groups(SessionRow.End end) {
        return end.groups().isEmpty() ? "none" : String.join(", ", end.groups());
    }
}
