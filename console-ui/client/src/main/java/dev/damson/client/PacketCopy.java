package dev.damson.client;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Copies a pcapng stream block by block, and takes out the notes that the server put between packets. */
final class PacketCopy {
    /** A custom block that is not to be copied (draft-ietf-opsawg-pcapng, 4.8). */
    private static final int CUSTOM_BLOCK = 0x40000bad;

    private static final int HEADER = 8;
    /** Type, two lengths, enterprise number. */
    private static final int NOTE_FRAME = 16;

    private static final int LONGEST = 1 << 21;

    private final DataInputStream from;
    private final OutputStream to;
    private final Consumer<String> notes;

    PacketCopy(InputStream from, OutputStream to, Consumer<String> notes) {
        this.from = new DataInputStream(from);
        this.to = to;
        this.notes = notes;
    }

    /** Ends with the stream, or when whoever reads the copy has gone. */
    void run() throws IOException {
        var header = new byte[HEADER];
        while (next(header)) {
            var fields = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
            int type = fields.getInt();
            int length = fields.getInt();
            if (length < HEADER + 4 || length > LONGEST) {
                throw new ClientException(ClientException.UNREACHABLE, "the answer is no pcapng");
            }
            var rest = new byte[length - HEADER];
            from.readFully(rest);
            if (type == CUSTOM_BLOCK && length > NOTE_FRAME) {
                notes.accept(new String(rest, 4, length - NOTE_FRAME, StandardCharsets.UTF_8)
                        .stripTrailing()
                        .replace("\0", ""));
            } else if (!copied(header, rest)) {
                return;
            }
        }
    }

    private boolean next(byte[] header) throws IOException {
        try {
            from.readFully(header);
            return true;
        } catch (EOFException end) {
            return false;
        }
    }

    private boolean copied(byte[] header, byte[] rest) {
        try {
            to.write(header);
            to.write(rest);
            if (from.available() == 0) {
                to.flush();
            }
            return true;
        } catch (IOException readerGone) {
            return false;
        }
    }
}
