package dev.damson.edge.kernel.bpf;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.damson.edge.kernel.Descriptor;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * What the kernel says about a program.
 *
 * @param id the kernel's, unique until the next start of the machine
 * @param type number of enum bpf_prog_type; 3 for TCX programs
 * @param tag sixteen hexadecimal digits: a hash of the instructions without map descriptors, so that equal code has the
 *     same tag in each life of an agent
 * @param name at most 15 characters
 * @param verifiedInstructions that the verifier walked; its limit is 1,000,000
 * @param machineCodeBytes after compilation by the kernel
 */
public record ProgramInfo(int id, int type, String tag, String name, int verifiedInstructions, int machineCodeBytes) {
    private static final int TAG_BYTES = 8;

    static ProgramInfo of(Descriptor program, String subject) {
        try (var arena = Arena.ofConfined()) {
            var info = ObjectInfo.of(program, subject, arena);
            return new ProgramInfo(
                    info.get(JAVA_INT, 4),
                    info.get(JAVA_INT, 0),
                    HexFormat.of().formatHex(info.asSlice(8, TAG_BYTES).toArray(JAVA_BYTE)),
                    info.getString(64, StandardCharsets.US_ASCII),
                    info.get(JAVA_INT, 216),
                    info.get(JAVA_INT, 16));
        }
    }
}
