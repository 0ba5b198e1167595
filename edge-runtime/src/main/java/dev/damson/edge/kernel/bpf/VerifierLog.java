package dev.damson.edge.kernel.bpf;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Finds in a verifier's log the line that tells why a program was refused. */
final class VerifierLog {
    /** An instruction that was looked at: {@code 7: (61) r2 = *(u32 *)(r1 +76)}, with the registers after it. */
    private static final Pattern INSTRUCTION = Pattern.compile("^(\\d+: \\([0-9a-f]{2}\\) [^;]*?)\\s*(;.*)?$");

    /** States of registers, turns of the walk and the closing statistics. */
    private static final Pattern NOISE = Pattern.compile(
            "^(\\d+: R\\d.*|from \\d+ to \\d+.*|R\\d+(_\\w+)?=.*|processed \\d+ insns.*"
                    + "|verification time .*|stack depth .*|(cur|old) state:.*|mark_precise:.*|func#\\d+ .*|caller:|callee:|;.*|\\s+R\\d+.*)$");

    private VerifierLog() {}

    /** The reason, and the instruction at which it was found where the verifier got as far. */
    static String summary(String log) {
        var reasons = new ArrayList<String>();
        var instruction = "";
        for (var line : lines(log).reversed()) {
            var walked = INSTRUCTION.matcher(line);
            if (walked.matches()) {
                instruction = walked.group(1);
                break;
            }
            if (!NOISE.matcher(line).matches()) {
                reasons.addFirst(line);
            }
        }
        if (reasons.isEmpty()) {
            return "nothing";
        }
        // Later lines explain an earlier one ("invalid access to packet", "R2 offset is outside of the packet"); what
        // stands before the last two is the header of a walk.
        var telling = String.join("; ", reasons.subList(Math.max(0, reasons.size() - 2), reasons.size()));
        return instruction.isEmpty() ? telling : telling + " (at " + instruction + ")";
    }

    private static List<String> lines(String log) {
        return log.lines().filter(line -> !line.isBlank()).toList();
    }
}
