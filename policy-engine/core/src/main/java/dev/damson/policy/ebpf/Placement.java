package dev.damson.policy.ebpf;

import dev.damson.wire.program.ProgramImage;
import dev.damson.wire.program.Relocation;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;

/**
 * A program whose instructions have their slots.
 *
 * @param lines in order of slots
 * @param slots total, second halves of 64-bit immediate loads included
 */
record Placement(List<Line> lines, int slots) {
    /** One instruction at its slot; the target is what a jump was written with. */
    record Line(
            int slot, Instruction instruction, Optional<Label> target, Optional<Relocation> relocation, Notes notes) {
        String mnemonic() {
            if (relocation.isPresent()) {
                return Mnemonic.of(instruction, relocation.get());
            }
            return target.isPresent() ? Mnemonic.of(instruction, target.get().name()) : Mnemonic.of(instruction);
        }
    }

    ProgramImage image(String programName) {
        var bytes = new ByteArrayOutputStream(slots * ProgramImage.SLOT_BYTES);
        lines.forEach(line -> bytes.writeBytes(line.instruction().bytes()));
        var relocations = lines.stream()
                .flatMap(line -> line.relocation().stream()
                        .map(r -> new Relocation(line.slot(), r.kind(), r.symbol(), r.offset())))
                .toList();
        return new ProgramImage(programName, bytes.toByteArray(), relocations);
    }
}
