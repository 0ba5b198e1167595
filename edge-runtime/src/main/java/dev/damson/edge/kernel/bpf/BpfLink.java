package dev.damson.edge.kernel.bpf;

import dev.damson.edge.kernel.Descriptor;
import dev.damson.edge.kernel.Errno;
import dev.damson.edge.kernel.KernelException;
import java.lang.foreign.Arena;
import java.nio.file.Path;

/**
 * A TCX link: a program at a hook of one interface. It holds as long as a descriptor or a pin does; closing the last one
 * takes the program off the interface, so pin a link that must outlive the agent.
 */
public final class BpfLink implements AutoCloseable {
    static final String KIND = "bpf-link";

    private static final int BPF_F_REPLACE = 1 << 2;
    private static final int BPF_F_BEFORE = 1 << 3;
    private static final int BPF_F_AFTER = 1 << 4;
    private static final int BPF_F_LINK = 1 << 13;

    private final String name;
    private final Descriptor descriptor;

    private BpfLink(String name, Descriptor descriptor) {
        this.name = name;
        this.descriptor = descriptor;
    }

    /**
     * Attaches a program; packets meet it from the return of this call on.
     *
     * @param interfaceIndex in the namespace of the calling thread
     * @throws KernelException with ENODEV if there is no such interface, EEXIST if the program is at the hook already
     */
    public static BpfLink attach(BpfProgram program, int interfaceIndex, TcxHook hook, TcxPosition position) {
        try (var arena = Arena.ofConfined()) {
            var attribute = new BpfAttribute(arena)
                    .putInt(0, program.fd())
                    .putInt(4, interfaceIndex)
                    .putInt(8, hook.attachType);
            switch (position) {
                case TcxPosition.First() -> attribute.putInt(12, BPF_F_BEFORE);
                case TcxPosition.Last() -> attribute.putInt(12, BPF_F_AFTER);
                case TcxPosition.Before(var link) ->
                    attribute.putInt(12, BPF_F_BEFORE | BPF_F_LINK).putInt(16, link.fd());
                case TcxPosition.After(var link) ->
                    attribute.putInt(12, BPF_F_AFTER | BPF_F_LINK).putInt(16, link.fd());
            }
            var name = "%s %s of interface %d".formatted(program.name(), hook, interfaceIndex);
            return new BpfLink(
                    name,
                    new Descriptor(
                            attribute.call(
                                    BpfCommand.LINK_CREATE,
                                    name,
                                    "the interface must be in the thread's namespace, the program not there yet, the kernel 6.6 or newer")));
        }
    }

    public static BpfLink open(Path pin) {
        return new BpfLink("at " + pin, Pins.open(pin, KIND));
    }

    public static BpfLink ofId(int id) {
        return new BpfLink("#" + id, Pins.byId(BpfCommand.LINK_GET_FD_BY_ID, id));
    }

    /** Valid while this link is open. */
    public int fd() {
        return descriptor.number();
    }

    /**
     * Puts another program in the place of the present one; each packet meets one of the two.
     *
     * @throws KernelException with ENOLINK if the interface is gone
     */
    public void update(BpfProgram program) {
        try (var arena = Arena.ofConfined()) {
            updating(arena, program)
                    .call(BpfCommand.LINK_UPDATE, subject(), Errno.ENOLINK + " means that the interface is gone");
        }
    }

    /**
     * As {@link #update}, but only if the present program is the expected one.
     *
     * @throws KernelException with EPERM if it is another
     */
    public void replace(BpfProgram expected, BpfProgram program) {
        try (var arena = Arena.ofConfined()) {
            var result = updating(arena, program)
                    .putInt(8, BPF_F_REPLACE)
                    .putInt(12, expected.fd())
                    .attempt(BpfCommand.LINK_UPDATE);
            if (result < 0) {
                throw new KernelException(
                        "bpf(LINK_UPDATE) of " + subject(),
                        new Errno((int) -result),
                        "the link must hold " + expected.subject());
            }
        }
    }

    private BpfAttribute updating(Arena arena, BpfProgram program) {
        return new BpfAttribute(arena).putInt(0, fd()).putInt(4, program.fd());
    }

    /** Takes the program off the interface, even if other descriptors or pins of the link remain. */
    public void detach() {
        try (var arena = Arena.ofConfined()) {
            new BpfAttribute(arena).putInt(0, fd()).call(BpfCommand.LINK_DETACH, subject(), "");
        }
    }

    public LinkInfo info() {
        return LinkInfo.of(descriptor, subject());
    }

    /** @throws KernelException with EEXIST if the name is taken */
    public void pin(Path path) {
        Pins.pin(descriptor, subject(), path);
    }

    private String subject() {
        return "link \"" + name + "\"";
    }

    @Override
    public void close() {
        descriptor.close();
    }
}
