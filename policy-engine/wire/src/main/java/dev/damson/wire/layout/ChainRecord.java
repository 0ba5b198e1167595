package dev.damson.wire.layout;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * What is known of a chain beside its functions: map {@code domain/chains}, at chain number - 1.
 *
 * @param failOpen may change in place
 * @param mark see {@link #mark(String)}
 */
public record ChainRecord(boolean failOpen, int mark) {
    /** Chains of a domain. */
    public static final int MAX_CHAINS = 64;

    public static final Struct STRUCT = Struct.named("chain_record");
    public static final Field FAIL_OPEN = STRUCT.u32("fail_open");
    public static final Field MARK = STRUCT.u32("mark");

    /** Marks are 16 bits beside the VNI (VXLAN-GBP); 0 = no chain. */
    private static final int MARKS = 0xffff;

    /**
     * By which edges tell each other the chain that a connection's originator has run, since a chain counts once: its
     * number may be another one in the other edge's revision, its name is not.
     *
     * @return 1 to 65,535
     */
    public static int mark(String name) {
        var crc = new CRC32();
        crc.update(name.getBytes(StandardCharsets.UTF_8));
        return 1 + (int) (crc.getValue() % MARKS);
    }

    public byte[] encode() {
        var struct = STRUCT.allocate();
        FAIL_OPEN.put(struct, failOpen ? 1 : 0);
        MARK.put(struct, mark);
        return struct.array();
    }
}
