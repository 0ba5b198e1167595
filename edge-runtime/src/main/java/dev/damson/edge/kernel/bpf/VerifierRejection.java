package dev.damson.edge.kernel.bpf;

import dev.damson.edge.kernel.Errno;
import dev.damson.edge.kernel.KernelException;

/** The verifier refused a program. The message is the one telling line of its log; {@link #log} has everything. */
public final class VerifierRejection extends KernelException {
    private static final long serialVersionUID = 1L;

    private final String log;

    VerifierRejection(String program, Errno errno, String log) {
        super("loading the program \"" + program + "\"", errno, "the verifier says: " + VerifierLog.summary(log));
        this.log = log;
    }

    /** What the verifier wrote, whole, with its walk through the instructions. */
    public String log() {
        return log;
    }
}
