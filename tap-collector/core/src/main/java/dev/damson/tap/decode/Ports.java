package dev.damson.tap.decode;

import dev.damson.tap.app.Bytes;
import org.jspecify.annotations.Nullable;

/** The transport that carries a payload. */
record Ports(boolean tcp, int source, int destination) {
    static @Nullable Ports of(String layerName, byte[] data, Layer layer) {
        return switch (layerName) {
            case "TCP", "UDP" ->
                new Ports(
                        layerName.equals("TCP"), Bytes.u16(data, layer.offset()), Bytes.u16(data, layer.offset() + 2));
            default -> null;
        };
    }

    boolean has(int port) {
        return source == port || destination == port;
    }
}
