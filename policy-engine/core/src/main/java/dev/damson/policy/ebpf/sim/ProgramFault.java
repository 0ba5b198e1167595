package dev.damson.policy.ebpf.sim;

import java.io.Serial;

/**
 * A program did what the verifier refuses. The message names the program, the instruction, what is wrong and the way it
 * came.
 */
public final class ProgramFault extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final String program;
    private final int slot;
    private final String message;

    ProgramFault(String program, int slot, String message) {
        super(message);
        this.program = program;
        this.slot = slot;
        this.message = message;
    }

    /** Name of the program that ran, after tail calls the called one. */
    public String program() {
        return program;
    }

    @Override
    public String getMessage() {
        return message;
    }

    /** Slot of the instruction, from 0. */
    public int slot() {
        return slot;
    }
}
