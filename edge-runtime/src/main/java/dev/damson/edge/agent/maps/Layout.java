package dev.damson.edge.agent.maps;

import dev.damson.edge.agent.state.BlobStore;
import dev.damson.wire.layout.ConnKey;
import dev.damson.wire.layout.ConnValue;
import dev.damson.wire.layout.EdgeEntry;
import dev.damson.wire.layout.FunctionRecord;
import dev.damson.wire.layout.HostEntry;
import dev.damson.wire.layout.HostState;
import dev.damson.wire.layout.InstanceRecord;
import dev.damson.wire.layout.MapSpec;
import dev.damson.wire.layout.Maps;
import dev.damson.wire.layout.Meta;
import dev.damson.wire.layout.PortRecord;
import dev.damson.wire.layout.Struct;
import dev.damson.wire.layout.TapState;
import dev.damson.wire.program.Dispatcher;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * A name for the shape of all maps. Maps of another shape, left by another version of the edge, are not taken over: new
 * ones are built beside them, and they are removed once nothing passes through them any more.
 */
final class Layout {
    private static final int NAME_BYTES = 6;

    private static final List<Struct> SHARED = List.of(
            ConnKey.STRUCT,
            ConnValue.STRUCT,
            PortRecord.STRUCT,
            HostEntry.KEY,
            HostEntry.VALUE,
            EdgeEntry.KEY,
            EdgeEntry.VALUE,
            HostState.STRUCT,
            InstanceRecord.STRUCT,
            FunctionRecord.STRUCT,
            TapState.STRUCT,
            Meta.STRUCT);

    private Layout() {}

    /** The same for equal shapes; letters and digits. */
    static String fingerprint() {
        var text = new StringBuilder();
        Stream.of(Maps.HOST_MAPS, Maps.DOMAIN_MAPS, Maps.PARITY_MAPS, Maps.GENERATION_MAPS)
                .flatMap(List<MapSpec>::stream)
                .forEach(spec -> text.append(spec).append('\n'));
        SHARED.forEach(
                struct -> text.append(struct.name()).append(struct.fields()).append('\n'));
        text.append(HexFormat.of().formatHex(Dispatcher.image(0, 0).instructions()));
        text.append(HexFormat.of().formatHex(Dispatcher.tunnel().instructions()));
        var digest = BlobStore.sha256(text.toString().getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(Arrays.copyOf(digest, NAME_BYTES));
    }
}
