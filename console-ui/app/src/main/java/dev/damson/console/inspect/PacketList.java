package dev.damson.console.inspect;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import dev.damson.tap.live.TappedPacket;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/** The packets of one session with when each direction spoke. */
@Tag("damson-packet-list")
@JsModule("./damson-packet-list.ts")
final class PacketList extends Component {
    private static final String NUMBER = "event.detail.number";
    private static final double NANOS_IN_MILLI = 1e6;

    private record Shown(int number, double at, boolean reply, boolean dropped, String summary, int bytes) {}

    private int chosen = 1;

    PacketList(IntConsumer onChoice) {
        getElement()
                .addEventListener("packet-chosen", event -> {
                    chosen = event.getEventData().get(NUMBER).asInt();
                    onChoice.accept(chosen);
                })
                .addEventData(NUMBER);
    }

    /** Counted from 1. */
    int chosen() {
        return chosen;
    }

    void show(List<TappedPacket> packets) {
        chosen = Math.clamp(chosen, 1, Math.max(1, packets.size()));
        var rows = new ArrayList<Shown>();
        for (var packet : packets) {
            rows.add(new Shown(
                    rows.size() + 1,
                    (packet.unixNanos() - packets.getFirst().unixNanos()) / NANOS_IN_MILLI,
                    packet.reply(),
                    packet.dropped(),
                    packet.summary(),
                    packet.originalLength()));
        }
        getElement().setPropertyList("packets", rows);
        getElement().setProperty("chosen", chosen);
    }
}
