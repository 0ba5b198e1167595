package dev.damson.policy.ebpf.sim;

import static dev.damson.policy.ebpf.Register.R0;
import static dev.damson.policy.ebpf.Register.R1;
import static dev.damson.policy.ebpf.Register.R10;
import static dev.damson.policy.ebpf.Register.R2;
import static dev.damson.policy.ebpf.Register.R3;
import static dev.damson.policy.ebpf.Register.R4;
import static dev.damson.policy.ebpf.Register.R5;
import static dev.damson.policy.ebpf.Register.R6;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.damson.policy.ebpf.AluOp;
import dev.damson.policy.ebpf.Assembler;
import dev.damson.policy.ebpf.Helper;
import dev.damson.policy.ebpf.Width;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PacketCallsTest {
    /** An Ethernet header and an IPv4 header with a right checksum, 10.1.0.11 → 10.1.0.31. */
    private static final byte[] IPV4 = Bench.hex("0200 0000 0131 0200 0000 0111 0800"
            + "4500 0028 0001 4000 4006 26a4 0a01 000b 0a01 001f"
            + "c000 0050 0000 0001 0000 0000 5002 ffff 0000 0000");

    private static final int IP_CHECKSUM = 24;
    private static final int IP_SOURCE = 26;

    private final Bench bench = new Bench();

    @Test
    void theExampleHasARightChecksum() {
        assertEquals(0xffff, sum(IPV4, 14, 20));
    }

    @ParameterizedTest(name = "{0}: flags {1} give {2} and {3}")
    @CsvSource({
        "REDIRECT, 0, 7, EGRESS",
        "REDIRECT, 1, 7, INGRESS",
        "REDIRECT, 2, 2, ",
        "REDIRECT_PEER, 0, 7, PEER",
        "REDIRECT_PEER, 1, 2, "
    })
    void redirects(Helper helper, int flags, int returnCode, Redirect.Path path) {
        var run = bench.run(a -> a.mov(R1, 12).mov(R2, flags).call(helper).exit());

        assertEquals(returnCode, run.returnCode());
        assertEquals(Optional.ofNullable(path).map(p -> new Redirect(12, p)), run.redirect());
    }

    @Test
    void aRedirectCountsOnlyIfTheProgramReturnsIt() {
        var run = bench.run(
                a -> a.mov(R1, 12).mov(R2, 0).call(Helper.REDIRECT).mov(R0, 0).exit());

        assertEquals(Optional.empty(), run.redirect());
    }

    @Test
    void clonesCarryTheBytesOfTheirMoment() {
        var run = run(a -> {
            a.mov(R2, 5).mov(R3, 0).call(Helper.CLONE_REDIRECT);
            a.mov(R1, R6).mov(R2, 14).mov(R3, 0).call(Helper.SKB_CHANGE_TAIL);
            a.mov(R1, R6).mov(R2, 6).mov(R3, 1).call(Helper.CLONE_REDIRECT);
        });

        assertEquals(
                List.of(
                        new CloneRedirect(IPV4, new Redirect(5, Redirect.Path.EGRESS)),
                        new CloneRedirect(Arrays.copyOf(IPV4, 14), new Redirect(6, Redirect.Path.INGRESS))),
                run.clones());
        assertArrayEquals(Arrays.copyOf(IPV4, 14), run.packet());
    }

    @Test
    void storesAndLoadsBytes() {
        var run = run(a -> {
            a.mov(R2, 6).mov(R3, R10).alu(AluOp.ADD, R3, -8).mov(R4, 6).call(Helper.SKB_LOAD_BYTES);
            a.mov(R1, R6)
                    .mov(R2, 0)
                    .mov(R3, R10)
                    .alu(AluOp.ADD, R3, -8)
                    .mov(R4, 6)
                    .mov(R5, 2);
            a.call(Helper.SKB_STORE_BYTES);
        });

        assertArrayEquals(Bench.hex("020000000111"), Arrays.copyOf(run.packet(), 6));
        assertEquals(0, run.departure().hash());
    }

    @Test
    void aLoadBeyondTheEndFailsAndClears() {
        assertEquals(
                0,
                bench.compute(
                        Arrival.of(IPV4),
                        a -> a.mov(R2, 50)
                                .mov(R3, R10)
                                .alu(AluOp.ADD, R3, -8)
                                .mov(R4, 8)
                                .call(Helper.SKB_LOAD_BYTES)
                                .load(Width.DW, R0, R10, -8)));
        assertEquals(
                -14,
                bench.compute(
                        Arrival.of(IPV4),
                        a -> a.mov(R2, 50)
                                .mov(R3, R10)
                                .alu(AluOp.ADD, R3, -8)
                                .mov(R4, 8)
                                .call(Helper.SKB_LOAD_BYTES)));
    }

    @Test
    void keepsTheHeaderChecksumRight() {
        var run = run(a -> {
            a.storeImm(Width.W, R10, -4, 0x0102_a8c0);
            a.mov(R2, IP_SOURCE).mov(R3, R10).alu(AluOp.ADD, R3, -4).mov(R4, 4).mov(R5, 0);
            a.call(Helper.SKB_STORE_BYTES);
            a.mov(R1, R6)
                    .mov(R2, IP_CHECKSUM)
                    .mov(R3, 0x0b00_010a)
                    .mov(R4, 0x0102_a8c0)
                    .mov(R5, 4);
            a.call(Helper.L3_CSUM_REPLACE);
        });

        assertEquals(0xffff, sum(run.packet(), 14, 20));
    }

    @Test
    void sumsADifferenceThatAChecksumTakes() {
        var run = run(a -> {
            a.storeImm(Width.W, R10, -8, 0x0b00_010a).storeImm(Width.W, R10, -4, 0x0102_a8c0);
            a.mov(R2, IP_SOURCE).mov(R3, R10).alu(AluOp.ADD, R3, -4).mov(R4, 4).mov(R5, 0);
            a.call(Helper.SKB_STORE_BYTES);
            a.mov(R1, R10).alu(AluOp.ADD, R1, -8).mov(R2, 4);
            a.mov(R3, R10).alu(AluOp.ADD, R3, -4).mov(R4, 4).mov(R5, 0);
            a.call(Helper.CSUM_DIFF);
            a.mov(R1, R6).mov(R2, IP_CHECKSUM).mov(R3, 0).mov(R4, R0).mov(R5, 0);
            a.call(Helper.L3_CSUM_REPLACE);
        });

        assertEquals(0xffff, sum(run.packet(), 14, 20));
    }

    @ParameterizedTest(name = "type {0}: {1}")
    @CsvSource({"0, 0", "3, 0", "4, -22"})
    void changesThePacketType(int type, long expected) {
        assertEquals(expected, bench.compute(a -> a.mov(R2, type).call(Helper.SKB_CHANGE_TYPE)));
    }

    @Test
    void growsAtBothEndsWithZeroes() {
        var run = run(a -> {
            a.mov(R2, 4).mov(R3, 0).call(Helper.SKB_CHANGE_HEAD);
            a.mov(R1, R6).mov(R2, IPV4.length + 8).mov(R3, 0).call(Helper.SKB_CHANGE_TAIL);
        });

        var expected = new byte[IPV4.length + 8];
        System.arraycopy(IPV4, 0, expected, 4, IPV4.length);
        assertArrayEquals(expected, run.packet());
    }

    @Test
    void makesRoomBehindTheMacHeader() {
        var run = run(a -> a.mov(R2, 8).mov(R3, 1).mov(R4, 0).call(Helper.SKB_ADJUST_ROOM));

        assertEquals(IPV4.length + 8, run.packet().length);
        assertArrayEquals(Arrays.copyOf(IPV4, 14), Arrays.copyOf(run.packet(), 14));
        assertArrayEquals(new byte[8], Arrays.copyOfRange(run.packet(), 14, 22));
        assertEquals(0x45, run.packet()[22]);
    }

    @Test
    void pushesATagBesideThePacketAndTheOlderOneIntoIt() {
        var arrival = Arrival.of(IPV4).vlan(new VlanTag(VlanTag.CUSTOMER, 7));

        var run = bench.run(
                arrival,
                a -> a.mov(R2, 0xa888)
                        .mov(R3, 100)
                        .call(Helper.SKB_VLAN_PUSH)
                        .mov(R0, 0)
                        .exit());

        assertEquals(
                Optional.of(new VlanTag(VlanTag.SERVICE, 100)), run.departure().vlan());
        assertArrayEquals(Bench.hex("8100 0007 0800"), Arrays.copyOfRange(run.packet(), 12, 18));
    }

    @Test
    void popsTheTagBesideThePacketAndTakesTheNextOneOut() {
        var tagged = Bench.hex("020000000131 020000000111 8100 0007 0800 4500");

        var run = bench.run(
                Arrival.of(tagged).vlan(new VlanTag(VlanTag.CUSTOMER, 9)),
                a -> a.call(Helper.SKB_VLAN_POP).mov(R0, 0).exit());

        assertEquals(
                Optional.of(new VlanTag(VlanTag.CUSTOMER, 7)), run.departure().vlan());
        assertArrayEquals(Bench.hex("020000000131 020000000111 0800 4500"), run.packet());
    }

    @Test
    void handsTunnelKeysOver() {
        var key = new byte[44];
        key[0] = 42;

        var run = bench.run(Arrival.of(IPV4).tunnelKey(key), a -> {
            a.mov(R6, R1).mov(R2, R10).alu(AluOp.ADD, R2, -44).mov(R3, 44).mov(R4, 0);
            a.call(Helper.SKB_GET_TUNNEL_KEY);
            a.mov(R1, R6).mov(R2, R10).alu(AluOp.ADD, R2, -44).mov(R3, 44).mov(R4, 0);
            a.call(Helper.SKB_SET_TUNNEL_KEY).exit();
        });

        assertEquals(Run.PASS, run.returnCode());
        assertEquals(Optional.of(ByteBuffer.wrap(key)), run.departure().tunnelKey());
    }

    @Test
    void readsTheClockAndSeededChance() {
        bench.machine.clock(123_456_789_012L).seed(1);
        var first = bench.compute(a -> a.call(Helper.GET_PRANDOM_U32));
        bench.machine.seed(1);

        assertEquals(first, bench.compute(a -> a.call(Helper.GET_PRANDOM_U32)));
        assertEquals(123_456_789_012L, bench.compute(a -> a.call(Helper.KTIME_GET_COARSE_NS)));
        assertEquals(0, bench.compute(a -> a.call(Helper.GET_SMP_PROCESSOR_ID)));
    }

    @ParameterizedTest(name = "{0} bytes at {1}: {2}")
    @CsvSource({
        "4, 0, 54", // len
        "4, 4, 3", // pkt_type
        "4, 8, 77", // mark
        "1, 8, 77",
        "4, 16, 8", // protocol, in the order of the wire
        "4, 20, 1", // vlan_present
        "4, 24, 513", // vlan_tci
        "1, 25, 2",
        "4, 28, 129", // vlan_proto, likewise
        "4, 32, 6", // priority
        "4, 36, 4", // ingress_ifindex
        "4, 40, 9", // ifindex
        "4, 48, 11", // cb
        "8, 48, 51539607563",
        "4, 68, 99", // hash
        "8, 152, 5000000000", // tstamp
        "4, 160, 3000", // wire_len
        "4, 164, 2", // gso_segs
        "4, 176, 1448" // gso_size
    })
    void showsTheFieldsOfTheContext(int size, int offset, long expected) {
        var arrival = Arrival.of(IPV4)
                .packetType(3)
                .mark(77)
                .vlan(new VlanTag(VlanTag.CUSTOMER, 513))
                .priority(6)
                .ingressIfindex(4)
                .ifindex(9)
                .controlBlock(0, 11)
                .controlBlock(1, 12)
                .hash(99)
                .timestamp(5_000_000_000L)
                .wireLength(3000)
                .segments(2, 1448);
        var width = Arrays.stream(Width.values())
                .filter(w -> w.bytes() == size)
                .findFirst()
                .orElseThrow();

        assertEquals(expected, bench.compute(arrival, a -> a.load(width, R0, R1, offset)));
    }

    @Test
    void writesTheFieldsThatAClassifierMayWrite() {
        var departure = bench.run(a -> a.storeImm(Width.W, R1, 8, 1)
                        .storeImm(Width.W, R1, 12, 2)
                        .storeImm(Width.W, R1, 32, 3)
                        .storeImm(Width.W, R1, 44, 4)
                        .storeImm(Width.B, R1, 67, 5)
                        .storeImm(Width.W, R1, 72, 6)
                        .storeImm(Width.DW, R1, 152, 7)
                        .mov(R0, 0)
                        .exit())
                .departure();

        assertEquals(1, departure.mark());
        assertEquals(2, departure.queueMapping());
        assertEquals(3, departure.priority());
        assertEquals(5 << 24, departure.controlBlock().getLast());
        assertEquals(7, departure.timestamp());
    }

    /** Runs on the example with the context in R1 and R6, and returns 0. */
    private Run run(Consumer<Assembler> body) {
        return bench.run(Arrival.of(IPV4).hash(5), a -> {
            a.mov(R6, R1);
            body.accept(a);
            a.mov(R0, 0).exit();
        });
    }

    private static int sum(byte[] bytes, int from, int size) {
        int sum = 0;
        for (int i = from; i < from + size; i += 2) {
            sum += Byte.toUnsignedInt(bytes[i]) << 8 | Byte.toUnsignedInt(bytes[i + 1]);
        }
        return (sum & 0xffff) + (sum >>> 16);
    }
}
