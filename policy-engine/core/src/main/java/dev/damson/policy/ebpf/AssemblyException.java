package dev.damson.policy.ebpf;

import java.io.Serial;

/** An instruction or a program that the kernel would refuse; the message names the program and the instruction. */
public final class AssemblyException extends IllegalArgumentException {
    @Serial
    private static final long serialVersionUID = 1;

    AssemblyException(String message) {
        super(message);
    }
}
