package dev.damson.edge.kernel.bpf;

import dev.damson.edge.kernel.Descriptor;
import dev.damson.edge.kernel.KernelException;
import java.nio.file.Path;

/**
 * A program that the kernel has accepted: a TCX program (BPF_PROG_TYPE_SCHED_CLS). Closing releases this process's hold;
 * the program lives on in links, PROG_ARRAYs and pins.
 */
public final class BpfProgram implements AutoCloseable {
    static final String KIND = "bpf-prog";

    private final String name;
    private final Descriptor descriptor;

    BpfProgram(String name, Descriptor descriptor) {
        this.name = name;
        this.descriptor = descriptor;
    }

    /**
     * Loads finished bytecode without relocations; {@link ProgramLoader} loads what refers to maps.
     *
     * @param name for errors and tools; the kernel keeps the first 15 characters
     * @param instructions eight bytes a slot
     * @throws VerifierRejection if the verifier refuses it
     * @throws KernelException if the kernel refuses before the verifier looks
     */
    public static BpfProgram load(String name, byte[] instructions) {
        return new BpfProgram(name, ProgramLoad.of(name, instructions));
    }

    public static BpfProgram open(Path pin) {
        return new BpfProgram(String.valueOf(pin.getFileName()), Pins.open(pin, KIND));
    }

    public static BpfProgram ofId(int id) {
        return new BpfProgram("#" + id, Pins.byId(BpfCommand.PROG_GET_FD_BY_ID, id));
    }

    /** The name given at loading, or of the pin. */
    public String name() {
        return name;
    }

    /** Valid while this program is open. */
    public int fd() {
        return descriptor.number();
    }

    public ProgramInfo info() {
        return ProgramInfo.of(descriptor, subject());
    }

    /** Runs it on a packet in the kernel, attached nowhere. */
    public TestRun.Result test(TestRun run) {
        return run.on(this);
    }

    /** @throws KernelException with EEXIST if the name is taken */
    public void pin(Path path) {
        Pins.pin(descriptor, subject(), path);
    }

    String subject() {
        return "program \"" + name + "\"";
    }

    @Override
    public void close() {
        descriptor.close();
    }
}
