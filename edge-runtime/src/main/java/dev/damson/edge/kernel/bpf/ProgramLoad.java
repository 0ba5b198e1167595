package dev.damson.edge.kernel.bpf;

import dev.damson.edge.kernel.Descriptor;
import dev.damson.edge.kernel.Errno;
import dev.damson.edge.kernel.KernelException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/** BPF_PROG_LOAD: first without a log, which costs time and memory; once more with one if the kernel refuses. */
final class ProgramLoad {
    private static final int BPF_PROG_TYPE_SCHED_CLS = 3;
    private static final int SLOT_BYTES = 8;

    /**
     * None of the helpers that Damson's programs call is reserved for GPL programs (kfuncs, bpf_trace_printk,
     * bpf_perf_event_output and bpf_fib_lookup would be), so the programs have the licence of the product.
     */
    private static final String LICENSE = "Apache-2.0";

    /** Enough for the walk through some thousand instructions; the kernel keeps the end where it is too little. */
    private static final int LOG_BYTES = 4 << 20;

    private static final int LOG_LEVEL_WALK = 1;

    /** A signal to a thread lets the verifier give up with EAGAIN (libbpf tries as often). */
    private static final int ATTEMPTS = 5;

    private ProgramLoad() {}

    static Descriptor of(String name, byte[] instructions) {
        if (instructions.length == 0 || instructions.length % SLOT_BYTES != 0) {
            throw new IllegalArgumentException("program \"%s\" has %d bytes; it needs a positive multiple of %d"
                    .formatted(name, instructions.length, SLOT_BYTES));
        }
        try (var arena = Arena.ofConfined()) {
            var code = arena.allocate(instructions.length, Long.BYTES).copyFrom(MemorySegment.ofArray(instructions));
            var result = attempt(attribute(arena, name, code));
            if (result >= 0) {
                return new Descriptor(result);
            }
            var log = arena.allocate(LOG_BYTES);
            var again = attempt(attribute(arena, name, code)
                    .putInt(24, LOG_LEVEL_WALK)
                    .putInt(28, LOG_BYTES)
                    .putPointer(32, log));
            if (again >= 0) {
                return new Descriptor(again);
            }
            throw refusal(name, result, log.getString(0, StandardCharsets.UTF_8));
        }
    }

    /** The log decides, not errno: EINVAL, EACCES, EPERM and E2BIG all come from the verifier and from elsewhere. */
    private static KernelException refusal(String name, long result, String log) {
        return log.isBlank()
                ? BpfAttribute.refusal(
                        BpfCommand.PROG_LOAD, "program \"" + name + "\"", result, "the verifier did not look at it")
                : new VerifierRejection(name, new Errno((int) -result), log);
    }

    private static BpfAttribute attribute(Arena arena, String name, MemorySegment code) {
        return new BpfAttribute(arena)
                .putInt(0, BPF_PROG_TYPE_SCHED_CLS)
                .putInt(4, Math.toIntExact(code.byteSize() / SLOT_BYTES))
                .putPointer(8, code)
                .putString(16, LICENSE)
                .putName(48, name);
    }

    private static long attempt(BpfAttribute attribute) {
        var result = 0L;
        for (var attempt = 0; attempt < ATTEMPTS; attempt++) {
            result = attribute.attempt(BpfCommand.PROG_LOAD);
            if (result != -Errno.EAGAIN.number()) {
                break;
            }
        }
        return result;
    }
}
