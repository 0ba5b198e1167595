package dev.damson.policy.ebpf;

import dev.damson.wire.program.Relocation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The instructions of a program while it is built, with jumps still pointing at labels. */
final class Code {
    private final String programName;
    private final List<Item> items = new ArrayList<>();
    private final Map<Label, Integer> bound = new HashMap<>();
    private Notes pending = new Notes();

    Code(String programName) {
        this.programName = programName;
    }

    /** One source instruction; a relocation's own slot is filled in when it is placed. */
    record Item(Instruction instruction, Optional<Label> target, Optional<Relocation> relocation, Notes notes) {}

    int size() {
        return items.size();
    }

    void add(Instruction instruction) {
        append(instruction, Optional.empty(), Optional.empty());
    }

    void add(Instruction instruction, Relocation relocation) {
        append(instruction, Optional.empty(), Optional.of(relocation));
    }

    void addJump(Instruction instruction, Label target) {
        append(instruction, Optional.of(target), Optional.empty());
    }

    void bind(Label label) {
        if (bound.putIfAbsent(label, items.size()) != null) {
            throw refusal("label \"%s\" is bound a second time".formatted(label));
        }
        pending.labels().add(label.name());
    }

    void comment(String text) {
        pending.comments().addAll(text.lines().toList());
    }

    void remark(String text) {
        pending.remarks().add(text);
    }

    void section(String title) {
        pending.sections().add(title);
    }

    /** An error at the instruction that is being made. */
    AssemblyException refusal(String what) {
        return new AssemblyException("program \"%s\", instruction %d: %s".formatted(programName, items.size(), what));
    }

    /** Gives every instruction its slot, with long jumps where short ones do not reach. */
    Placement place() {
        requireBoundTargets();
        var wide = new boolean[items.size()];
        while (true) {
            var starts = starts(wide);
            var overflow = false;
            for (int i = 0; i < items.size(); i++) {
                var target = items.get(i).target();
                if (target.isPresent() && !wide[i] && !fits(distance(i, target.get(), starts))) {
                    wide[i] = true;
                    overflow = true;
                }
            }
            // A jump that became long moves what follows it, so distances are measured again.
            if (!overflow) {
                return emit(wide, starts);
            }
        }
    }

    private Placement emit(boolean[] wide, int[] starts) {
        var lines = new ArrayList<Placement.Line>();
        for (int i = 0; i < items.size(); i++) {
            var item = items.get(i);
            var slot = starts[i];
            if (item.target().isEmpty()) {
                lines.add(new Placement.Line(slot, item.instruction(), item.target(), item.relocation(), item.notes()));
                continue;
            }
            var form = wide[i] ? LongJump.of(item.instruction()) : List.of(item.instruction());
            for (int part = 0; part < form.size(); part++) {
                var last = part == form.size() - 1;
                var instruction = form.get(part);
                if (last) {
                    instruction =
                            LongJump.aim(instruction, distance(i, item.target().get(), starts) - part);
                }
                lines.add(new Placement.Line(
                        slot + part,
                        instruction,
                        last ? item.target() : Optional.empty(),
                        Optional.empty(),
                        part == 0 ? item.notes() : new Notes()));
            }
        }
        return new Placement(lines, starts[items.size()]);
    }

    private int[] starts(boolean[] wide) {
        var starts = new int[items.size() + 1];
        for (int i = 0; i < items.size(); i++) {
            var instruction = items.get(i).instruction();
            starts[i + 1] = starts[i] + (wide[i] ? LongJump.of(instruction).size() : instruction.slots());
        }
        return starts;
    }

    private int distance(int item, Label target, int[] starts) {
        return starts[Objects.requireNonNull(bound.get(target))] - starts[item] - 1;
    }

    private void requireBoundTargets() {
        for (int i = 0; i < items.size(); i++) {
            var target = items.get(i).target();
            if (target.isEmpty()) {
                continue;
            }
            var at = bound.get(target.get());
            if (at == null || at == items.size()) {
                throw new AssemblyException("program \"%s\", instruction %d (%s): label \"%s\" is %s"
                        .formatted(
                                programName,
                                i,
                                Mnemonic.of(
                                        items.get(i).instruction(), target.get().name()),
                                target.get(),
                                at == null ? "never bound" : "bound behind the last instruction"));
            }
        }
    }

    private void append(Instruction instruction, Optional<Label> target, Optional<Relocation> relocation) {
        items.add(new Item(instruction, target, relocation, pending));
        pending = new Notes();
    }

    private static boolean fits(int distance) {
        return distance >= Short.MIN_VALUE && distance <= Short.MAX_VALUE;
    }
}
