package dev.damson.lab.network;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.ProtocolFamily;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** A network namespace by its name under /run/netns. Sockets opened here stay here, whichever thread uses them. */
public record LabNamespace(String name) {
    private static final Path NAMES = Path.of("/run/netns");

    public Path path() {
        return NAMES.resolve(name);
    }

    public boolean exists() {
        return Files.exists(path());
    }

    /** Does something short on a thread that stands in this namespace. */
    public <T> T inside(Callable<T> work) throws IOException {
        return NamespaceDoor.inside(path(), work);
    }

    /** Runs a tool in this namespace to its end; a code other than zero is an answer, not an error. */
    public CommandResult exec(String... command) throws IOException {
        var line = new ArrayList<>(List.of("nsenter", "--net=" + path(), "--"));
        line.addAll(List.of(command));
        return Command.attempt("", line, Command.DEADLINE);
    }

    public SocketChannel openConnection(InetAddress towards) throws IOException {
        return inside(() -> SocketChannel.open(family(towards)));
    }

    public ServerSocketChannel openServer() throws IOException {
        return inside(() -> ServerSocketChannel.open());
    }

    public DatagramChannel openDatagrams(InetAddress towards) throws IOException {
        return inside(() -> DatagramChannel.open(family(towards)));
    }

    /** A datagram socket for both address families. */
    public DatagramChannel openDatagrams() throws IOException {
        return inside(() -> DatagramChannel.open());
    }

    /** Opens a TCP connection and closes it again. */
    public ConnectOutcome connect(InetSocketAddress target, Duration timeout) throws IOException {
        try (var channel = openConnection(target.getAddress())) {
            channel.socket().connect(target, Math.toIntExact(timeout.toMillis()));
            return ConnectOutcome.CONNECTED;
        } catch (SocketTimeoutException silent) {
            return ConnectOutcome.TIMED_OUT;
        } catch (NoRouteToHostException noWay) {
            return ConnectOutcome.UNREACHABLE;
        } catch (ConnectException refused) {
            return ConnectOutcome.REFUSED;
        }
    }

    /** Sends one ICMP or ICMPv6 echo request; true if its reply arrives in time. */
    public boolean ping(InetAddress target, Duration timeout) throws IOException {
        try (var socket = openEcho(target)) {
            return socket.ask(timeout);
        } catch (SystemCallException unreachable) {
            return false;
        }
    }

    /** @throws IOException also if the namespace has no route to the target */
    public EchoSocket openEcho(InetAddress target) throws IOException {
        return inside(() -> EchoSocket.open(target));
    }

    /** Sets a kernel parameter of this namespace, named by its path under /proc/sys/net. */
    void set(String parameter, String value) throws IOException {
        inside(() -> Files.writeString(Path.of("/proc/sys/net", parameter), value));
    }

    /** As {@link #set}, for a parameter that exists only where the kernel has the feature. */
    void setIfPresent(String parameter, String value) throws IOException {
        inside(() -> {
            var file = Path.of("/proc/sys/net", parameter);
            return Files.exists(file) ? Files.writeString(file, value) : file;
        });
    }

    private static ProtocolFamily family(InetAddress address) {
        return address instanceof Inet4Address ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6;
    }
}
