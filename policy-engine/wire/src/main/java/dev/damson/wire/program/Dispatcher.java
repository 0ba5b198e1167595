package dev.damson.wire.program;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.List;

/**
 * The programs that an edge needs before it has any revision. They are kept as bytes so that an edge can close a
 * port without a compiler; a test of the compiler holds them against its assembler.
 */
public final class Dispatcher {
    /** The entry table of even generations. */
    public static final String EVEN_ENTRY = "host/entry-even";
    /** The entry table of odd generations. */
    public static final String ODD_ENTRY = "host/entry-odd";

    /** The table of what comes through the tunnel, of even generations. */
    public static final String EVEN_ARRIVAL = "host/arrival-even";
    /** The table of what comes through the tunnel, of odd generations. */
    public static final String ODD_ARRIVAL = "host/arrival-odd";

    /** Instructions whose immediate is the port's slot. */
    private static final int[] PORT_SLOT = {12, 24};
    /** The instruction whose immediate is the domain's slot. */
    private static final int DOMAIN_SLOT = 15;

    private static final int IMMEDIATE = 4;

    private static final byte[] DISPATCH = HexFormat.of()
            .parseHex("bf16000000000000620af8ff0000000018110000000000000000000000000000"
                    + "bfa200000000000007020000f8ffffff85000000010000005500020000000000"
                    + "b7000000020000009500000000000000bf070000000000006207ac0001000000"
                    + "620710000000000018210000000000000000000000000000b702000000000000"
                    + "67020000030000000f21000000000000791800000000000015080e0000000000"
                    + "63870c000000000077080000200000006387080000000000bf61000000000000"
                    + "b703000000000000450804000100000018120000000000000000000000000000"
                    + "850000000c000000050006000000000018120000000000000000000000000000"
                    + "850000000c0000000500020000000000b7010000000000000500020000000000"
                    + "b701000001000000050000000000000061721000000000006702000006000000"
                    + "0f12000000000000632af8ff0000000018110000000000000000000000000000"
                    + "bfa200000000000007020000f8ffffff85000000010000001500040000000000"
                    + "6171ac000000000079020000000000000f120000000000007b20000000000000"
                    + "b7000000020000009500000000000000");

    /** r0 = TC_ACT_SHOT; exit */
    private static final byte[] DROP_ALL = HexFormat.of().parseHex("b7000000020000009500000000000000");

    private static final List<Relocation> RELOCATIONS = List.of(
            new Relocation(2, Relocation.Kind.MAP_FD, "host/meta", 0),
            new Relocation(13, Relocation.Kind.MAP_VALUE, "host/live", 0),
            new Relocation(26, Relocation.Kind.MAP_FD, EVEN_ENTRY, 0),
            new Relocation(30, Relocation.Kind.MAP_FD, ODD_ENTRY, 0),
            new Relocation(42, Relocation.Kind.MAP_FD, "host/drops", 0));

    private static final byte[] TUNNEL = HexFormat.of()
            .parseHex("bf16000000000000620af8ff0000000018110000000000000000000000000000"
                    + "bfa200000000000007020000f8ffffff85000000010000005500020000000000"
                    + "b7000000020000009500000000000000bf070000000000006207ac0001000000"
                    + "62071000ff030000bf61000000000000bfa200000000000007020000e8ffffff"
                    + "b703000008000000b70400000000000085000000140000005500280000000000"
                    + "61a1e8ff00000000631714000000000061a1ecff00000000dc01000020000000"
                    + "6317000100000000631aecff0000000018110000000000000000000000000000"
                    + "bfa200000000000007020000e8ffffff850000000100000015001c0000000000"
                    + "6109000000000000350916000001000063971800000000001821000000000000"
                    + "0000000000000000bf9200000000000067020000030000000f21000000000000"
                    + "791800000000000015080e000000000063870c00000000007708000020000000"
                    + "6387080000000000bf61000000000000bf930000000000004508040001000000"
                    + "18120000000000000000000000000000850000000c0000000500060000000000"
                    + "18120000000000000000000000000000850000000c0000000500020000000000"
                    + "b7010000000000000500040000000000b7010000010000000500020000000000"
                    + "b70100001f000000050000000000000061721000000000006702000006000000"
                    + "0f12000000000000632af8ff0000000018110000000000000000000000000000"
                    + "bfa200000000000007020000f8ffffff85000000010000001500040000000000"
                    + "6171ac000000000079020000000000000f120000000000007b20000000000000"
                    + "b7000000020000009500000000000000");

    private static final List<Relocation> TUNNEL_RELOCATIONS = List.of(
            new Relocation(2, Relocation.Kind.MAP_FD, "host/meta", 0),
            new Relocation(26, Relocation.Kind.MAP_FD, "host/edges", 0),
            new Relocation(35, Relocation.Kind.MAP_VALUE, "host/live", 0),
            new Relocation(48, Relocation.Kind.MAP_FD, EVEN_ARRIVAL, 0),
            new Relocation(52, Relocation.Kind.MAP_FD, ODD_ARRIVAL, 0),
            new Relocation(66, Relocation.Kind.MAP_FD, "host/drops", 0));

    private Dispatcher() {}

    /** What the link of a port holds for good: jumps into the live generation of the port's domain, or drops. */
    public static ProgramImage image(int portSlot, int domainSlot) {
        var code = ByteBuffer.wrap(DISPATCH.clone()).order(ByteOrder.LITTLE_ENDIAN);
        for (int instruction : PORT_SLOT) {
            code.putInt(instruction * ProgramImage.SLOT_BYTES + IMMEDIATE, portSlot);
        }
        code.putInt(DOMAIN_SLOT * ProgramImage.SLOT_BYTES + IMMEDIATE, domainSlot);
        return new ProgramImage("dispatcher", code.array(), RELOCATIONS);
    }

    /** What the tunnel's link holds for good: what a known edge sends jumps into its domain's live generation. */
    public static ProgramImage tunnel() {
        return new ProgramImage("tunnel", TUNNEL, TUNNEL_RELOCATIONS);
    }

    /** Drops everything, with no map at all. */
    public static ProgramImage dropAll() {
        return new ProgramImage("drop-all", DROP_ALL, List.of());
    }
}
