package dev.damson.edge.kernel.bpf;

import dev.damson.wire.program.ProgramImage;
import dev.damson.wire.program.Relocation;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.function.Function;

/**
 * Turns a compiled program into a loaded one: symbols become the descriptors of this process's maps. The kernel takes a
 * relocation to a value only for an array of one entry.
 */
public final class ProgramLoader {
    /** Values of the source register of a 64-bit immediate load (linux/bpf.h). */
    private static final int BPF_PSEUDO_MAP_FD = 1;

    private static final int BPF_PSEUDO_MAP_VALUE = 2;

    /** In a slot: opcode, registers (destination in the low half), 16-bit offset, 32-bit immediate. */
    private static final int REGISTERS_AT = 1;

    private static final int IMMEDIATE_AT = 4;

    private static final int DESTINATION_MASK = 0x0f;
    private static final int SOURCE_SHIFT = 4;

    private final Function<String, BpfMap> resolver;

    /** @param resolver the map of a symbol; may throw for one it does not know */
    public ProgramLoader(Function<String, BpfMap> resolver) {
        this.resolver = resolver;
    }

    public ProgramLoader(Map<String, BpfMap> maps) {
        this(symbol -> {
            var map = maps.get(symbol);
            if (map == null) {
                throw new IllegalArgumentException(
                        "symbol \"%s\" has no map; there are %s".formatted(symbol, maps.keySet()));
            }
            return map;
        });
    }

    /**
     * @throws VerifierRejection if the verifier refuses the program
     * @throws dev.damson.edge.kernel.KernelException if the kernel refuses before the verifier looks
     */
    public BpfProgram load(ProgramImage image) {
        var code = ByteBuffer.wrap(image.instructions()).order(ByteOrder.LITTLE_ENDIAN);
        for (var relocation : image.relocations()) {
            patch(code, relocation, resolver.apply(relocation.symbol()));
        }
        return BpfProgram.load(image.name(), code.array());
    }

    private static void patch(ByteBuffer code, Relocation relocation, BpfMap map) {
        var slot = relocation.instruction() * ProgramImage.SLOT_BYTES;
        var pseudo = switch (relocation.kind()) {
            case MAP_FD -> BPF_PSEUDO_MAP_FD;
            case MAP_VALUE -> BPF_PSEUDO_MAP_VALUE;
        };
        var destination = code.get(slot + REGISTERS_AT) & DESTINATION_MASK;
        code.put(slot + REGISTERS_AT, (byte) (destination | pseudo << SOURCE_SHIFT));
        code.putInt(slot + IMMEDIATE_AT, map.fd());
        code.putInt(slot + ProgramImage.SLOT_BYTES + IMMEDIATE_AT, relocation.offset());
    }
}
