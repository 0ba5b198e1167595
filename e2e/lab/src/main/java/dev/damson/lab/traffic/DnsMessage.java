package dev.damson.lab.traffic;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** As much of DNS (RFC 1035) as the laboratory speaks: one question for an A or AAAA record and its answer. */
final class DnsMessage {
    static final short TYPE_A = 1;
    static final short TYPE_AAAA = 28;

    /** Larger than any answer here; the classic limit of DNS over UDP. */
    static final int LONGEST_BYTES = 512;

    private static final short CLASS_IN = 1;
    private static final int HEADER_BYTES = 12;
    private static final short QUERY_RECURSION_DESIRED = 0x0100;
    private static final short ANSWER_AUTHORITATIVE = (short) 0x8500;
    private static final short NO_SUCH_NAME = 3;
    private static final short POINTER_TO_QUESTION = (short) (0xC000 | HEADER_BYTES);
    private static final int LONGEST_LABEL = 63;
    private static final int TIME_TO_LIVE_SECONDS = 60;

    private DnsMessage() {}

    static byte[] question(short id, String name, short type) {
        return written(out -> {
            header(out, id, QUERY_RECURSION_DESIRED, 0);
            for (var label : name.split("\\.", -1)) {
                out.writeByte(label.length());
                out.write(label.getBytes(StandardCharsets.US_ASCII));
            }
            out.writeByte(0);
            out.writeShort(type);
            out.writeShort(CLASS_IN);
        });
    }

    /** @throws IOException if the question cannot be read */
    static byte[] answer(ByteBuffer question, Zone zone) throws IOException {
        if (question.remaining() < HEADER_BYTES) {
            throw new IOException("a DNS question shorter than its header: " + question.remaining() + " bytes");
        }
        try {
            var id = question.getShort(0);
            question.position(HEADER_BYTES);
            var name = name(question);
            var type = question.getShort();
            var end = question.position() + Short.BYTES;
            var asked = new byte[end - HEADER_BYTES];
            question.get(HEADER_BYTES, asked);
            var known = zone.addresses(name);
            var found = known.stream()
                    .map(InetAddress::getAddress)
                    .filter(address -> address.length == (type == TYPE_A ? 4 : 16))
                    .filter(_ -> type == TYPE_A || type == TYPE_AAAA)
                    .toList();
            var flags = known.isEmpty() ? (short) (ANSWER_AUTHORITATIVE | NO_SUCH_NAME) : ANSWER_AUTHORITATIVE;
            return written(out -> {
                header(out, id, flags, found.size());
                out.write(asked);
                records(out, type, found);
            });
        } catch (BufferUnderflowException cut) {
            throw new IOException("a DNS question that ends too early", cut);
        }
    }

    /** @return how many records the answer to the question of this id has */
    static int answers(ByteBuffer message, short id) throws IOException {
        if (message.remaining() < HEADER_BYTES || message.getShort(0) != id) {
            throw new IOException("answered something else than the question");
        }
        return message.getShort(6);
    }

    private static void header(DataOutputStream out, short id, short flags, int answers) throws IOException {
        out.writeShort(id);
        out.writeShort(flags);
        out.writeShort(1);
        out.writeShort(answers);
        out.writeInt(0);
    }

    private static void records(DataOutputStream out, short type, List<byte[]> addresses) throws IOException {
        for (var address : addresses) {
            out.writeShort(POINTER_TO_QUESTION);
            out.writeShort(type);
            out.writeShort(CLASS_IN);
            out.writeInt(TIME_TO_LIVE_SECONDS);
            out.writeShort(address.length);
            out.write(address);
        }
    }

    private static String name(ByteBuffer message) throws IOException {
        var name = new StringBuilder();
        for (var length = message.get() & 0xff; length != 0; length = message.get() & 0xff) {
            if (length > LONGEST_LABEL) {
                throw new IOException("a DNS question with a compressed name");
            }
            var label = new byte[length];
            message.get(label);
            name.append(name.isEmpty() ? "" : ".").append(new String(label, StandardCharsets.US_ASCII));
        }
        return name.toString().toLowerCase(Locale.ROOT);
    }

    private interface Writing {
        void to(DataOutputStream out) throws IOException;
    }

    private static byte[] written(Writing writing) {
        var bytes = new ByteArrayOutputStream();
        try {
            writing.to(new DataOutputStream(bytes));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }
}
