package dev.damson.edge.kernel.net;

import dev.damson.edge.kernel.Descriptor;
import dev.damson.edge.kernel.KernelException;
import dev.damson.edge.kernel.Syscall;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A network namespace, held open: it lives as long as this even if its name is removed. */
public final class Netns implements AutoCloseable {
    /** Where {@code ip netns} keeps names. */
    private static final Path NAMES = Path.of("/run/netns");

    private static final Path CURRENT = Path.of("/proc/thread-self/ns/net");

    private static final int AT_FDCWD = -100;
    private static final int O_RDONLY_CLOEXEC = 0x80000;
    private static final int CLONE_NEWNET = 0x40000000;

    private final String name;
    private final Descriptor descriptor;
    private final long inode;

    private Netns(String name, Path path) {
        this.name = name;
        try (var arena = Arena.ofConfined()) {
            descriptor = new Descriptor(Syscall.OPENAT.call(
                    "of \"" + path + "\"",
                    "it should be a name made by \"ip netns add\", or the path of a network namespace",
                    AT_FDCWD,
                    arena.allocateFrom(path.toString(), StandardCharsets.UTF_8).address(),
                    O_RDONLY_CLOEXEC));
        }
        try {
            inode = (long) Files.getAttribute(descriptor.link(), "unix:ino");
        } catch (IOException unreadable) {
            descriptor.close();
            throw new UncheckedIOException("procfs must be mounted on /proc", unreadable);
        }
    }

    /**
     * @param nameOrPath a name under /run/netns, a path, or nothing for the calling thread's own
     * @throws KernelException with ENOENT if there is none
     */
    public static Netns of(String nameOrPath) {
        if (nameOrPath.isEmpty()) {
            return current();
        }
        var path = nameOrPath.contains("/") ? Path.of(nameOrPath) : NAMES.resolve(nameOrPath);
        return new Netns(nameOrPath, path);
    }

    /** The calling thread's. */
    public static Netns current() {
        return new Netns("current", CURRENT);
    }

    public String name() {
        return name;
    }

    /** What tells it from every other namespace as long as it lives; also in {@code /proc/<pid>/ns/net}. */
    public long inode() {
        return inode;
    }

    /**
     * Moves the calling thread into this namespace, for good.
     *
     * @throws IllegalStateException on a virtual thread, whose carrier would be moved
     * @throws KernelException with EINVAL if the file is not a network namespace
     */
    public void enter() {
        if (Thread.currentThread().isVirtual()) {
            throw new IllegalStateException(
                    "a virtual thread cannot enter a namespace; NamespaceThread has one that can");
        }
        Syscall.SETNS.call(
                "to \"" + name + "\"",
                "it must be a network namespace and the edge needs root",
                descriptor.number(),
                CLONE_NEWNET,
                0);
    }

    @Override
    public void close() {
        descriptor.close();
    }
}
