package dev.damson.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The stream of a tail: packets pass as they are, notes come out at the side. */
class PacketCopyTest {
    private static final byte[] HEADER = block(0x0a0d0d0a, new byte[16]);
    private static final byte[] PACKET = block(6, new byte[24]);

    private static byte[] block(int type, byte[] body) {
        int length = 12 + body.length;
        return ByteBuffer.allocate(length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(type)
                .putInt(length)
                .put(body)
                .putInt(length)
                .array();
    }

    private static byte[] note(String text) {
        int padded = (text.length() + 3) & ~3;
        return block(
                0x40000bad,
                ByteBuffer.allocate(4 + padded)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(32473)
                        .put(text.getBytes(StandardCharsets.UTF_8))
                        .array());
    }

    private static byte[] joined(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (var part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    @Test
    void packetsPassAndNotesAreTakenOut() throws IOException {
        var out = new ByteArrayOutputStream();
        List<String> notes = new ArrayList<>();
        var in = joined(HEADER, note("{\"a\":1}"), PACKET, note("end"), PACKET);

        new PacketCopy(new ByteArrayInputStream(in), out, notes::add).run();

        assertArrayEquals(joined(HEADER, PACKET, PACKET), out.toByteArray());
        assertEquals(List.of("{\"a\":1}", "end"), notes);
    }

    @Test
    void whoeverReadsTheCopyMayGo() throws IOException {
        var gone = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("broken pipe");
            }
        };
        List<String> notes = new ArrayList<>();
        new PacketCopy(new ByteArrayInputStream(joined(HEADER, note("never"))), gone, notes::add).run();
        assertEquals(List.of(), notes);
    }

    @Test
    void whatIsNoPcapngIsRefused() {
        var copy = new PacketCopy(
                new ByteArrayInputStream("<html>sorry, no packets</html>".getBytes(StandardCharsets.UTF_8)),
                new ByteArrayOutputStream(),
                note -> {});
        assertEquals(
                "the answer is no pcapng",
                assertThrows(ClientException.class, copy::run).getMessage());
    }

    @Test
    void lossesAreSaidOnceAndWhenTheyChange() {
        var said = new StringWriter();
        var standing = new TailStanding(new PrintWriter(said), false);

        standing.accept("{\"state\":\"connected\"}");
        standing.accept("{\"state\":\"connected\"}");
        standing.accept("{\"state\":\"connected\",\"lostAtEdge\":7}");
        standing.accept("{\"state\":\"reconnecting\",\"lostAtEdge\":7,\"behindMillis\":4200,\"recordsBehind\":9}");

        assertEquals("""
            damson: connected
            damson: connected, 7 packets lost at the edge
            damson: reconnecting, 7 packets lost at the edge, 4 s behind (9 records)
            """, said.toString());
    }
}
