package dev.damson.edge.kernel.bpf;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.damson.edge.kernel.Errno;
import dev.damson.edge.kernel.KernelException;
import dev.damson.edge.kernel.Syscall;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** A BPF file system of our own for pins, since {@code ip netns exec} hides the system's behind a new /sys. */
public final class Bpffs {
    private static final long BPF_FS_MAGIC = 0xcafe4a11L;

    /** More than struct statfs has on any architecture; its first word is the type. */
    private static final int STATFS_BYTES = 256;

    private static final int MNT_DETACH = 2;

    private Bpffs() {}

    /**
     * Makes a folder be a bpffs, readable by root alone; what is one already stays as it is, with its pins.
     *
     * @throws KernelException if it cannot be mounted
     */
    public static Path mounted(Path folder) {
        try {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException refused) {
            throw new UncheckedIOException("the folder \"" + folder + "\" cannot be made", refused);
        }
        if (!isMounted(folder)) {
            try (var arena = Arena.ofConfined()) {
                var type = arena.allocateFrom("bpf");
                Syscall.MOUNT.call(
                        "of a bpffs at \"" + folder + "\"",
                        "the edge needs root",
                        type.address(),
                        arena.allocateFrom(folder.toString(), StandardCharsets.UTF_8)
                                .address(),
                        type.address(),
                        0,
                        arena.allocateFrom("mode=0700").address(),
                        0);
            }
        }
        return folder;
    }

    /** Whether the folder is a bpffs now. */
    public static boolean isMounted(Path folder) {
        try (var arena = Arena.ofConfined()) {
            var status = arena.allocate(STATFS_BYTES, Long.BYTES);
            var result = Syscall.STATFS.attempt(
                    arena.allocateFrom(folder.toString(), StandardCharsets.UTF_8)
                            .address(),
                    status.address(),
                    0);
            if (result == -Errno.ENOENT.number()) {
                return false;
            }
            if (result < 0) {
                throw new KernelException("statfs of \"" + folder + "\"", new Errno((int) -result), "");
            }
            return (status.get(JAVA_LONG, 0) & 0xffff_ffffL) == BPF_FS_MAGIC;
        }
    }

    /** The pins in a folder of a bpffs, without the files that the kernel itself puts there (their names have dots). */
    public static List<Path> pins(Path folder) {
        try (var entries = Files.list(folder)) {
            return entries.filter(entry -> !String.valueOf(entry.getFileName()).contains("."))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the folder \"" + folder + "\" cannot be listed", unreadable);
        }
    }

    /** Takes the file system away with all its pins. */
    public static void unmount(Path folder) {
        try (var arena = Arena.ofConfined()) {
            Syscall.UMOUNT2.call(
                    "of \"" + folder + "\"",
                    "",
                    arena.allocateFrom(folder.toString(), StandardCharsets.UTF_8)
                            .address(),
                    MNT_DETACH,
                    0);
        }
    }
}
