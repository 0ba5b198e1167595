package dev.damson.console.inspect;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import dev.damson.tap.decode.Layer;
import java.util.HexFormat;
import java.util.List;

/** Decode tree and bytes of one packet, in step. */
@Tag("damson-packet-view")
@JsModule("./damson-packet-view.ts")
final class PacketView extends Component implements HasStyle {
    private record Shown(List<Layer> layers, String hex, String note) {}

    void show(SeenPacket packet) {
        getElement()
                .setPropertyBean(
                        "packet",
                        new Shown(packet.decoded().layers(), HexFormat.of().formatHex(packet.bytes()), note(packet)));
    }

    private static String note(SeenPacket packet) {
        if (packet.cut()) {
            return "Payload is held back: this needs the right to see the payload of tapped packets.";
        }
        var missing = packet.packet().originalLength() - packet.packet().capturedLength();
        return missing > 0 ? "%d more bytes were not copied, this tap keeps fewer.".formatted(missing) : "";
    }
}
