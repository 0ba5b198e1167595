package dev.damson.wire.program;

import java.util.Objects;

/**
 * A place in a program's bytecode where the loader writes the file descriptor of a map.
 *
 * @param instruction slot of the two-slot {@code ld_imm64} instruction, counted in slots of eight bytes from 0
 * @param kind what the instruction loads
 * @param symbol the map's name in the bundle
 * @param offset byte offset into the map's value; always 0 for {@link Kind#MAP_FD}
 */
public record Relocation(int instruction, Kind kind, String symbol, int offset) {
    /** What the relocated instruction loads. */
    public enum Kind {
        /** The map itself, as an argument for helpers ({@code BPF_PSEUDO_MAP_FD}). */
        MAP_FD,
        /** The address of the first value of an array map plus an offset ({@code BPF_PSEUDO_MAP_VALUE}). */
        MAP_VALUE
    }

    /** Refuses a negative slot, an empty symbol, and an offset without a value to point into. */
    public Relocation {
        Objects.requireNonNull(kind, "kind");
        if (instruction < 0) {
            throw new IllegalArgumentException("instruction \"%d\" of a relocation is negative".formatted(instruction));
        }
        if (symbol.isEmpty()) {
            throw new IllegalArgumentException(
                    "the relocation of instruction %d has an empty symbol; it needs a map's name"
                            .formatted(instruction));
        }
        if (offset < 0 || (kind == Kind.MAP_FD && offset != 0)) {
            throw new IllegalArgumentException("offset \"%d\" of the %s relocation of instruction %d must be %s"
                    .formatted(offset, kind, instruction, kind == Kind.MAP_FD ? "0" : "0 or more"));
        }
    }
}
