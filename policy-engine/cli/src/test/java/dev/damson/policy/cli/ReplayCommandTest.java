package dev.damson.policy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayCommandTest {
    private static final String SHOP = "../../examples/shop.yaml";
    private static final String ACME = "../../examples/laboratory/acme.yaml";
    private static final int SYN = 2;
    private static final int SYN_ACK = 0x12;

    @TempDir
    private Path folder;

    private static byte[] tcp(int source, int destination, int sourcePort, int port, int flags) {
        var frame = ByteBuffer.allocate(14 + 20 + 20);
        frame.putShort(12, (short) 0x0800);
        frame.put(14, (byte) 0x45).putShort(16, (short) 40).put(22, (byte) 64).put(23, (byte) 6);
        frame.putInt(26, 0x0a010000 | source).putInt(30, 0x0a010000 | destination);
        frame.putShort(34, (short) sourcePort)
                .putShort(36, (short) port)
                .put(46, (byte) 0x50)
                .put(47, (byte) flags);
        return frame.array();
    }

    private static final List<byte[]> FRAMES = List.of(
            tcp(41, 11, 1000, 80, SYN),
            tcp(11, 41, 80, 1000, SYN_ACK),
            tcp(41, 31, 1001, 5432, SYN),
            tcp(31, 21, 5432, 1002, SYN_ACK),
            tcp(99, 98, 1003, 80, SYN));

    private Path pcap(ByteOrder order) throws IOException {
        var out = new ByteArrayOutputStream();
        out.writeBytes(ByteBuffer.allocate(24)
                .order(order)
                .putInt(0, 0xa1b2c3d4)
                .putInt(20, 1)
                .array());
        for (byte[] frame : FRAMES) {
            out.writeBytes(ByteBuffer.allocate(16)
                    .order(order)
                    .putInt(8, frame.length)
                    .putInt(12, frame.length)
                    .array());
            out.writeBytes(frame);
        }
        return Files.write(folder.resolve("capture.pcap"), out.toByteArray());
    }

    private Path pcapng(ByteOrder order) throws IOException {
        var out = new ByteArrayOutputStream();
        out.writeBytes(ByteBuffer.allocate(28)
                .order(order)
                .putInt(0, 0x0a0d0d0a)
                .putInt(4, 28)
                .putInt(8, 0x1a2b3c4d)
                .putInt(24, 28)
                .array());
        out.writeBytes(ByteBuffer.allocate(20)
                .order(order)
                .putInt(0, 1)
                .putInt(4, 20)
                .putShort(8, (short) 1)
                .putInt(16, 20)
                .array());
        for (byte[] frame : FRAMES) {
            int padded = (frame.length + 3) / 4 * 4;
            int length = 32 + padded;
            out.writeBytes(ByteBuffer.allocate(length)
                    .order(order)
                    .putInt(0, 6)
                    .putInt(4, length)
                    .putInt(20, frame.length)
                    .putInt(24, frame.length)
                    .put(28, frame)
                    .putInt(length - 4, length)
                    .array());
        }
        return Files.write(folder.resolve("capture.pcapng"), out.toByteArray());
    }

    private static String run(String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        var clock = InstantSource.fixed(Instant.parse("2026-11-20T12:00:00Z"));
        int code = PolicyMain.run(new PrintWriter(out, true), new PrintWriter(err, true), false, clock, arguments);
        return code + "\n" + out + err;
    }

    @ParameterizedTest
    @ValueSource(strings = {"pcap little", "pcap big", "pcapng little", "pcapng big"})
    void flowsThatWouldBeDeniedAreListed(String form) throws IOException {
        var order = form.endsWith("big") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        Path capture = form.startsWith("pcapng") ? pcapng(order) : pcap(order);

        assertThat(run("replay", capture.toString(), SHOP, ACME)).isEqualTo("""
                0
                client-1 (10.1.0.41) to db-1 (10.1.0.31), TCP 5432 (1 packet): seen, then denied by protect-db/nobody-else
                4 flows, 1 would change, 1 not of this domain
                """);
    }

    @Test
    void twoDraftsAreCompared() throws IOException {
        Path changed = Files.writeString(
                folder.resolve("shop.yaml"), Files.readString(Path.of(SHOP)).replace("port: 80}", "port: 81}"));

        assertThat(run(
                        "replay",
                        pcap(ByteOrder.LITTLE_ENDIAN).toString(),
                        changed.toString(),
                        "--before",
                        SHOP,
                        "--with",
                        ACME))
                .isEqualTo("""
                        0
                        client-1 (10.1.0.41) to web-1 (10.1.0.11), TCP 80 (2 packets): allowed by three-tiers/clients-to-web, then denied by default
                        4 flows, 1 would change, 1 not of this domain
                        """);
    }

    @Test
    void whatIsNoCaptureIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("no.pcap"), "this is no capture file at all");

        assertThat(run("replay", file.toString(), SHOP, ACME))
                .isEqualTo("3\ndamson: \"" + file + "\" cannot be read: the file is neither pcap nor pcapng\n");
    }
}
