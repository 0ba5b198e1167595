package dev.damson.edge.kernel.bpf;

import dev.damson.edge.kernel.Descriptor;
import dev.damson.edge.kernel.Errno;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;

/** Keeping kernel objects in a bpffs beyond the process that made them, and coming back to them. */
final class Pins {
    private Pins() {}

    static void pin(Descriptor object, String subject, Path path) {
        try (var arena = Arena.ofConfined()) {
            new BpfAttribute(arena)
                    .putString(0, path.toString())
                    .putInt(8, object.number())
                    .call(
                            BpfCommand.OBJ_PIN,
                            subject + " at \"" + path + "\"",
                            "the path must be a new name, without dots, in a folder of a bpffs");
        }
    }

    /** @param kind what procfs calls the object: {@code bpf-map}, {@code bpf-prog} or {@code bpf-link} (older kernels: bpf_link) */
    static Descriptor open(Path path, String kind) {
        try (var arena = Arena.ofConfined()) {
            var descriptor = new Descriptor(new BpfAttribute(arena)
                    .putString(0, path.toString())
                    .call(BpfCommand.OBJ_GET, "\"" + path + "\"", "the path must name a pin in a bpffs"));
            try {
                var found = Files.readSymbolicLink(descriptor.link())
                        .toString()
                        .replace("anon_inode:", "")
                        .replace('_', '-');
                if (!found.equals(kind)) {
                    throw new IllegalArgumentException(
                            "the pin \"%s\" holds \"%s\"; it should hold \"%s\"".formatted(path, found, kind));
                }
                return descriptor;
            } catch (IOException unreadable) {
                descriptor.close();
                throw new UncheckedIOException("procfs must be mounted on /proc", unreadable);
            } catch (RuntimeException wrong) {
                descriptor.close();
                throw wrong;
            }
        }
    }

    /** @param command one of the …_GET_FD_BY_ID commands */
    static Descriptor byId(BpfCommand command, int id) {
        try (var arena = Arena.ofConfined()) {
            return new Descriptor(new BpfAttribute(arena)
                    .putInt(0, id)
                    .call(command, "id " + id, Errno.ENOENT + " means that it is gone"));
        }
    }
}
