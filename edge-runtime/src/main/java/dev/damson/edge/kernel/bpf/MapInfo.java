package dev.damson.edge.kernel.bpf;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.damson.edge.kernel.Descriptor;
import dev.damson.wire.layout.MapSpec;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What the kernel says about a map.
 *
 * @param id the kernel's, unique until the next start of the machine
 * @param spec its shape; the symbol is the kernel's short name
 */
public record MapInfo(int id, MapSpec spec) {
    static MapInfo of(Descriptor map, String subject) {
        try (var arena = Arena.ofConfined()) {
            var info = ObjectInfo.of(map, subject, arena);
            return new MapInfo(
                    info.get(JAVA_INT, 4),
                    new MapSpec(
                            info.getString(24, StandardCharsets.US_ASCII),
                            type(info.get(JAVA_INT, 0), subject),
                            info.get(JAVA_INT, 8),
                            info.get(JAVA_INT, 12),
                            info.get(JAVA_INT, 16),
                            info.get(JAVA_INT, 20)));
        }
    }

    private static MapSpec.Type type(int number, String subject) {
        return Arrays.stream(MapSpec.Type.values())
                .filter(type -> type.number() == number)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("%s is of type \"%d\", not one of %s"
                        .formatted(subject, number, Arrays.toString(MapSpec.Type.values()))));
    }
}
