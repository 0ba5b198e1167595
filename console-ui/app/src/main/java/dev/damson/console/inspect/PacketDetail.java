package dev.damson.console.inspect;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.html.Section;
import dev.damson.console.kit.Decision;
import dev.damson.console.kit.Facts;
import dev.damson.console.kit.Figures;
import dev.damson.console.kit.Glyph;
import dev.damson.console.kit.Press;
import dev.damson.console.kit.VerdictSentence;
import dev.damson.console.kit.Words;
import dev.damson.console.place.Place;
import dev.damson.console.policies.RuleLink;
import org.jspecify.annotations.Nullable;

/** One packet: the verdict sentence, where it was copied, its layers and bytes. */
final class PacketDetail extends Section {
    private final Header head = new Header();
    private final Div facts = new Div();
    private final PacketView view = new PacketView();
    private final transient Runnable close;
    private transient @Nullable SeenPacket shown;
    private transient @Nullable Decision decision;

    PacketDetail(Runnable close) {
        this.close = close;
        addClassName("packet-detail");
        head.addClassName("packet-head");
        facts.addClassNames("packet-facts", "scrolls");
        view.addClassName("packet-view");
        var columns = new Div(facts, view);
        columns.addClassName("packet-columns");
        add(head, columns);
    }

    void show(SeenPacket packet, Place place) {
        shown = packet;
        named(packet, place);
        view.show(packet);
    }

    /** Draws again what names have become known for since. */
    void refresh(Place place) {
        var packet = shown;
        if (packet != null && !packet.decision().equals(decision)) {
            named(packet, place);
        }
    }

    private void named(SeenPacket packet, Place place) {
        var tapped = packet.packet();
        var known = tapped.facts();
        var decided = packet.decision();
        decision = decided;
        head.removeAll();
        head.add(
                new VerdictSentence(decided, rule -> RuleLink.address(rule, place)),
                Words.spring(),
                Press.icon(Glyph.CLOSE, "Close the packet", close));
        facts.removeAll();
        facts.add(new Facts()
                .fact("Packet", Words.mono(packet.decoded().summary()))
                .fact("Direction", tapped.reply() ? "reply" : "request")
                .fact(
                        "Length",
                        "%s on the wire, %d copied"
                                .formatted(Figures.bytes(tapped.originalLength()), tapped.capturedLength()))
                .fact("Tap", packet.tap())
                .fact("Captured at", "%s port %s, %s".formatted(known.getWorkload(), known.getPort(), known.getEdge()))
                .fact("Groups", groups(packet))
                .fact("Community", Words.mono(tapped.communityId()))
                .fact("Flow", Words.mono(tapped.flowId())));
    }

    private static String groups(SeenPacket packet) {
        var source = String.join(", ", packet.packet().sourceGroups());
        var destination = String.join(", ", packet.packet().destinationGroups());
        return (source.isEmpty() ? "none" : source) + " → " + (destination.isEmpty() ? "none" : destination);
    }
}
