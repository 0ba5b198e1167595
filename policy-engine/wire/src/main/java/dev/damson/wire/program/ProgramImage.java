package dev.damson.wire.program;

import java.util.Arrays;
import java.util.List;

/**
 * One program before loading: its bytecode and the places where maps' file descriptors go. Equal by content; arrays are
 * copied on the way in and out.
 *
 * @param name what listings and load errors call the program; the kernel's 15-character limit is the loader's concern
 * @param instructions little-endian eBPF bytecode, eight bytes a slot; complete but for the file descriptors, which
 *     are zero (the immediate of a relocated instruction's first slot)
 * @param relocations map references, each naming the first slot of a two-slot load
 */
public record ProgramImage(String name, byte[] instructions, List<Relocation> relocations) {
    /** Bytes of one instruction slot; a 64-bit immediate load takes two slots. */
    public static final int SLOT_BYTES = 8;

    private static final byte LOAD_IMMEDIATE_64 = 0x18;

    /** Refuses a torn bytecode and relocations that do not stand on a 64-bit immediate load. */
    public ProgramImage {
        instructions = instructions.clone();
        relocations = List.copyOf(relocations);
        if (instructions.length == 0 || instructions.length % SLOT_BYTES != 0) {
            throw new IllegalArgumentException(
                    "program \"%s\" has %d bytes of instructions; it needs a positive multiple of %d"
                            .formatted(name, instructions.length, SLOT_BYTES));
        }
        for (var relocation : relocations) {
            var at = (long) relocation.instruction() * SLOT_BYTES;
            if (at + 2 * SLOT_BYTES > instructions.length || instructions[(int) at] != LOAD_IMMEDIATE_64) {
                throw new IllegalArgumentException(
                        "program \"%s\": the relocation of \"%s\" names instruction %d, which is not a 64-bit immediate load"
                                .formatted(name, relocation.symbol(), relocation.instruction()));
            }
        }
    }

    /** The same program under another name. */
    public ProgramImage named(String newName) {
        return newName.equals(name) ? this : new ProgramImage(newName, instructions, relocations);
    }

    /** Slots, the second halves of 64-bit immediate loads included. */
    public int slots() {
        return instructions.length / SLOT_BYTES;
    }

    @Override
    public byte[] instructions() {
        return instructions.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ProgramImage that
                && name.equals(that.name)
                && Arrays.equals(instructions, that.instructions)
                && relocations.equals(that.relocations);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * name.hashCode() + Arrays.hashCode(instructions)) + relocations.hashCode();
    }

    @Override
    public String toString() {
        return "ProgramImage[%s, %d slots, %d relocations]".formatted(name, slots(), relocations.size());
    }
}
