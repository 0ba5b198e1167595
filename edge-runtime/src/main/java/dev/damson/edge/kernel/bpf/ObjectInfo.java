package dev.damson.edge.kernel.bpf;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.damson.edge.kernel.Descriptor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Reads a {@code struct bpf_map_info}, {@code bpf_prog_info} or {@code bpf_link_info}. */
final class ObjectInfo {
    /** More than any of the three structures has; an older kernel fills less and leaves the rest zero. */
    private static final int BYTES = 256;

    private ObjectInfo() {}

    static MemorySegment of(Descriptor object, String subject, Arena arena) {
        var info = arena.allocate(BYTES, JAVA_LONG.byteAlignment());
        new BpfAttribute(arena)
                .putInt(0, object.number())
                .putInt(4, BYTES)
                .putPointer(8, info)
                .call(BpfCommand.OBJ_GET_INFO_BY_FD, subject, "");
        return info;
    }
}
