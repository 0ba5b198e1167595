package dev.damson.policy.ebpf;

import java.util.ArrayDeque;

/**
 * What the kernel's check_cfg refuses before it looks at a single value: programs that are empty, too long, can run past
 * their end, or have instructions that nothing reaches.
 */
final class Reachability {
    /** Slots of one program (BPF_COMPLEXITY_LIMIT_INSNS). */
    static final int MAXIMUM_SLOTS = 1_000_000;

    private Reachability() {}

    static void check(String programName, Placement program) {
        if (program.slots() == 0 || program.slots() > MAXIMUM_SLOTS) {
            throw new AssemblyException("program \"%s\" has \"%d\" slots; it needs between 1 and %d"
                    .formatted(programName, program.slots(), MAXIMUM_SLOTS));
        }
        var lines = program.lines();
        var last = lines.getLast();
        if (!last.instruction().endsFlow()) {
            throw new AssemblyException("%s is the last one and control runs past it; end with exit or a jump"
                    .formatted(place(programName, last)));
        }
        var lineAtSlot = new int[program.slots()];
        for (int i = 0; i < lines.size(); i++) {
            lineAtSlot[lines.get(i).slot()] = i;
        }
        var reached = new boolean[lines.size()];
        var open = new ArrayDeque<Integer>();
        open.push(0);
        while (!open.isEmpty()) {
            int at = open.pop();
            if (reached[at]) {
                continue;
            }
            reached[at] = true;
            var line = lines.get(at);
            if (!line.instruction().endsFlow()) {
                open.push(at + 1);
            }
            if (line.instruction().jumps()) {
                open.push(lineAtSlot[line.instruction().target(line.slot())]);
            }
        }
        for (int i = 0; i < lines.size(); i++) {
            if (!reached[i]) {
                throw new AssemblyException(
                        "%s is never reached; the kernel refuses that".formatted(place(programName, lines.get(i))));
            }
        }
    }

    private static String place(String programName, Placement.Line line) {
        return "program \"%s\", instruction %d (%s)".formatted(programName, line.slot(), line.mnemonic());
    }
}
