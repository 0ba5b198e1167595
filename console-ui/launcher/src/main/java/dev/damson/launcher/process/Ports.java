package dev.damson.launcher.process;

import dev.damson.launcher.Refusal;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Looks whether an address can be listened on before a component fails over it with a long trace. */
public final class Ports {
    private static final Path FIRST_UNPRIVILEGED = Path.of("/proc/sys/net/ipv4/ip_unprivileged_port_start");
    private static final int DEFAULT_FIRST_UNPRIVILEGED = 1024;

    /** In /proc/net/tcp: the local address, the state, the inode. */
    private static final int LOCAL = 1;

    private static final int STATE = 3;
    private static final int INODE = 9;
    private static final String LISTEN = "0A";

    private Ports() {}

    /** Refuses with the port, its setting and who has it. */
    public static void requireFree(String setting, InetSocketAddress address, Path settingsFile) {
        var port = address.getPort();
        var remedy = "set \"%s\" in \"%s\"".formatted(setting, settingsFile);
        if (port < firstUnprivileged()) {
            throw new Refusal(
                    "port %d is only for root, but the process that would listen on it is not: %s to a port from %d"
                            .formatted(port, remedy, firstUnprivileged()));
        }
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(address.getHostString(), port));
        } catch (BindException taken) {
            if (owner(port).isEmpty() && !isListening(port)) {
                throw new Refusal(
                        "cannot listen on \"%s:%d\": it is no address of this machine; %s"
                                .formatted(address.getHostString(), port, remedy),
                        taken);
            }
            throw new Refusal(
                    "port %d is taken%s: stop that, or %s"
                            .formatted(
                                    port, owner(port).map(name -> " by " + name).orElse(""), remedy),
                    taken);
        } catch (IOException | IllegalArgumentException cause) {
            throw new Refusal(
                    "cannot listen on \"%s:%d\" (%s): %s"
                            .formatted(address.getHostString(), port, cause.getMessage(), remedy),
                    cause);
        }
    }

    /** The process that listens on a port, as far as this user may see it. */
    static Optional<String> owner(int port) {
        var socket = inode(port).map(inode -> "socket:[" + inode + "]");
        if (socket.isEmpty()) {
            return Optional.empty();
        }
        try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (var process : processes) {
                if (holds(process, socket.get())) {
                    var name = Files.readString(process.resolve("comm")).strip();
                    return Optional.of("%s (pid %s)".formatted(name, process.getFileName()));
                }
            }
        } catch (IOException unreadable) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    private static boolean isListening(int port) {
        return inode(port).isPresent();
    }

    private static boolean holds(Path process, String socket) {
        try (var descriptors = Files.newDirectoryStream(process.resolve("fd"))) {
            for (var descriptor : descriptors) {
                if (Files.readSymbolicLink(descriptor).toString().equals(socket)) {
                    return true;
                }
            }
        } catch (IOException endedOrForeign) {
            return false;
        }
        return false;
    }

    private static Optional<String> inode(int port) {
        var suffix = ":%04X".formatted(port);
        for (var table : new String[] {"/proc/net/tcp", "/proc/net/tcp6"}) {
            try {
                for (var line : Files.readAllLines(Path.of(table))) {
                    var fields = line.strip().split("\\s+");
                    if (fields.length > INODE && fields[LOCAL].endsWith(suffix) && fields[STATE].equals(LISTEN)) {
                        return Optional.of(fields[INODE]);
                    }
                }
            } catch (IOException noSuchFamily) {
                // A kernel without IPv6 has no second table.
            }
        }
        return Optional.empty();
    }

    private static int firstUnprivileged() {
        try {
            return Integer.parseInt(Files.readString(FIRST_UNPRIVILEGED).strip());
        } catch (IOException | NumberFormatException unknown) {
            return DEFAULT_FIRST_UNPRIVILEGED;
        }
    }
}
