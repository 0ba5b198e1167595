package dev.damson.edge.kernel.bpf;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.damson.edge.kernel.Descriptor;
import java.lang.foreign.Arena;

/**
 * What the kernel says about a TCX link.
 *
 * @param id the kernel's, unique until the next start of the machine
 * @param programId of the program it holds now
 * @param interfaceIndex 0 once the interface is gone or the link was detached
 */
public record LinkInfo(int id, int programId, int interfaceIndex, TcxHook hook) {
    private static final int BPF_LINK_TYPE_TCX = 11;

    static LinkInfo of(Descriptor link, String subject) {
        try (var arena = Arena.ofConfined()) {
            var info = ObjectInfo.of(link, subject, arena);
            var type = info.get(JAVA_INT, 0);
            if (type != BPF_LINK_TYPE_TCX) {
                throw new IllegalArgumentException("%s is of type \"%d\"; it should be a TCX link (%d)"
                        .formatted(subject, type, BPF_LINK_TYPE_TCX));
            }
            return new LinkInfo(
                    info.get(JAVA_INT, 4),
                    info.get(JAVA_INT, 8),
                    info.get(JAVA_INT, 16),
                    TcxHook.of(info.get(JAVA_INT, 20)));
        }
    }
}
