package dev.damson.policy.ebpf;

import dev.damson.wire.program.ProgramImage;
import dev.damson.wire.program.Relocation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Listings of stored programs, whose comments and label names are gone: targets are named after their slots. */
public final class Disassembler {
    private Disassembler() {}

    /**
     * Lists a program's instructions; what is not eBPF is shown as unknown.
     *
     * @throws IllegalArgumentException when a 64-bit immediate load is cut off
     */
    public static Listing list(ProgramImage image) {
        var code = image.instructions();
        var relocations = new HashMap<Integer, Relocation>();
        image.relocations().forEach(relocation -> relocations.put(relocation.instruction(), relocation));
        var targets = targets(code);
        var entries = new ArrayList<Listing.Entry>();
        for (int slot = 0; slot < image.slots(); ) {
            var instruction = Instruction.decode(code, slot);
            var relocation = relocations.get(slot);
            String mnemonic;
            if (relocation != null) {
                mnemonic = Mnemonic.of(instruction, relocation);
            } else {
                mnemonic = instruction.jumps()
                        ? Mnemonic.of(instruction, label(instruction.target(slot)))
                        : Mnemonic.of(instruction);
            }
            var labels = targets.contains(slot) ? List.of(label(slot)) : List.<String>of();
            entries.add(Listing.entry(slot, instruction, mnemonic, labels));
            slot += instruction.slots();
        }
        return new Listing(image.name(), List.of(), entries);
    }

    private static Set<Integer> targets(byte[] code) {
        var targets = new HashSet<Integer>();
        for (int slot = 0; slot < code.length / ProgramImage.SLOT_BYTES; ) {
            var instruction = Instruction.decode(code, slot);
            if (instruction.jumps()) {
                targets.add(instruction.target(slot));
            }
            slot += instruction.slots();
        }
        return targets;
    }

    private static String label(int slot) {
        return "L" + slot;
    }
}
