package dev.damson.lab.traffic;

import dev.damson.lab.network.LabNamespace;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Both sides of DNS over UDP and TCP. */
final class Dns {
    private Dns() {}

    static Closeable serveDatagrams(LabNamespace namespace, int port, Zone zone) throws IOException {
        var channel = namespace.openDatagrams();
        channel.bind(new InetSocketAddress(port));
        Thread.ofVirtual().name(namespace.name() + ":" + port).start(() -> answerDatagrams(channel, zone));
        return channel;
    }

    static TcpServer.Conversation server(Zone zone) {
        return socket -> {
            var question = message(socket);
            var answer = DnsMessage.answer(question, zone);
            send(socket, answer);
        };
    }

    static void askByDatagram(DatagramChannel channel, InetSocketAddress server, String name, Duration timeout)
            throws IOException {
        var id = newId();
        var question = DnsMessage.question(id, name, DnsMessage.TYPE_A);
        var socket = channel.socket();
        // Connected, so that an answer from anywhere else or an ICMP error is not taken for silence.
        socket.connect(server);
        socket.setSoTimeout(Math.toIntExact(timeout.toMillis()));
        socket.send(new DatagramPacket(question, question.length));
        var packet = new DatagramPacket(new byte[DnsMessage.LONGEST_BYTES], DnsMessage.LONGEST_BYTES);
        socket.receive(packet);
        requireRecords(ByteBuffer.wrap(packet.getData(), 0, packet.getLength()), id, name);
    }

    static void askByConnection(Socket socket, String name) throws IOException {
        var id = newId();
        send(socket, DnsMessage.question(id, name, DnsMessage.TYPE_A));
        requireRecords(message(socket), id, name);
    }

    private static void requireRecords(ByteBuffer answer, short id, String name) throws IOException {
        if (DnsMessage.answers(answer, id) == 0) {
            throw new IOException("no address for \"" + name + "\"");
        }
    }

    private static void answerDatagrams(DatagramChannel channel, Zone zone) {
        var buffer = ByteBuffer.allocate(DnsMessage.LONGEST_BYTES);
        while (channel.isOpen()) {
            try {
                var client = channel.receive(buffer.clear());
                channel.send(ByteBuffer.wrap(DnsMessage.answer(buffer.flip(), zone)), client);
            } catch (IOException unanswerable) {
                // A broken question or a client that is gone; when the channel was closed the loop ends.
            }
        }
    }

    /** Over TCP each message has its length before it (RFC 1035, 4.2.2). */
    private static ByteBuffer message(Socket socket) throws IOException {
        var in = new DataInputStream(socket.getInputStream());
        var bytes = new byte[in.readUnsignedShort()];
        in.readFully(bytes);
        return ByteBuffer.wrap(bytes);
    }

    private static void send(Socket socket, byte[] message) throws IOException {
        var framed = ByteBuffer.allocate(Short.BYTES + message.length)
                .putShort((short) message.length)
                .put(message);
        new DataOutputStream(socket.getOutputStream()).write(framed.array());
    }

    private static short newId() {
        return (short) ThreadLocalRandom.current().nextInt();
    }
}
