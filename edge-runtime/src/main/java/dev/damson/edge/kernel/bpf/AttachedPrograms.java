package dev.damson.edge.kernel.bpf;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.damson.edge.kernel.Errno;
import java.lang.foreign.Arena;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The programs at a hook of an interface, in the order in which packets meet them.
 *
 * @param revision of the hook; it grows with each change
 */
public record AttachedPrograms(long revision, List<Attached> inOrder) {
    /** BPF_MPROG_MAX of the kernel. */
    private static final int MOST = 64;

    /** @param linkId 0 for a program that was attached without a link */
    public record Attached(int programId, int linkId) {}

    public AttachedPrograms {
        inOrder = List.copyOf(inOrder);
    }

    /**
     * @param interfaceIndex in the namespace of the calling thread
     * @throws dev.damson.edge.kernel.KernelException with ENODEV if there is no such interface
     */
    public static AttachedPrograms at(int interfaceIndex, TcxHook hook) {
        try (var arena = Arena.ofConfined()) {
            var programs = arena.allocate(JAVA_INT, MOST);
            var links = arena.allocate(JAVA_INT, MOST);
            var attribute = new BpfAttribute(arena)
                    .putInt(0, interfaceIndex)
                    .putInt(4, hook.attachType)
                    .putPointer(16, programs)
                    .putInt(24, MOST)
                    .putPointer(40, links);
            var result = attribute.attempt(BpfCommand.PROG_QUERY);
            if (result == -Errno.ENOENT.number()) {
                return new AttachedPrograms(0, List.of());
            }
            if (result < 0) {
                throw BpfAttribute.refusal(
                        BpfCommand.PROG_QUERY,
                        "%s of interface %d".formatted(hook, interfaceIndex),
                        result,
                        "the interface must be in the thread's namespace and the kernel 6.6 or newer");
            }
            return new AttachedPrograms(
                    attribute.getLong(56),
                    IntStream.range(0, attribute.getInt(24))
                            .mapToObj(index -> new Attached(
                                    programs.getAtIndex(JAVA_INT, index), links.getAtIndex(JAVA_INT, index)))
                            .toList());
        }
    }
}
