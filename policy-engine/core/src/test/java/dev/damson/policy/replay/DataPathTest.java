package dev.damson.policy.replay;

import static dev.damson.policy.random.Frames.ACK;
import static dev.damson.policy.random.Frames.RST;
import static dev.damson.policy.random.Frames.SYN;
import static dev.damson.policy.replay.TwoPorts.A;
import static dev.damson.policy.replay.TwoPorts.A4;
import static dev.damson.policy.replay.TwoPorts.B;
import static dev.damson.policy.replay.TwoPorts.B4;
import static dev.damson.policy.replay.TwoPorts.MAC_A;
import static dev.damson.policy.replay.TwoPorts.MAC_B;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.damson.policy.ebpf.sim.Arrival;
import dev.damson.policy.model.IpAddress;
import dev.damson.policy.model.MacAddress;
import dev.damson.policy.random.Frames;
import dev.damson.wire.layout.ClosedRecord;
import dev.damson.wire.layout.ConnValue;
import dev.damson.wire.layout.DropReason;
import dev.damson.wire.layout.FlowRecord;
import dev.damson.wire.layout.FunctionRecord;
import dev.damson.wire.layout.Maps;
import dev.damson.wire.layout.PortRecord;
import dev.damson.wire.layout.TapRecord;
import dev.damson.wire.layout.VerdictRecord;
import java.util.Arrays;
import java.util.Collections;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The emitted programs on the simulator, packet by packet.
 *
 * <p>Guard: source MAC, source address and ARP sender are the port's. Policy: both ends judge, replies follow their
 * connection, a new epoch judges again, a mid-stream segment may belong to either direction. Delivery: only to the port
 * that owns the address. Chains: in, out, refused, passed by. Taps: a copy, whatever the verdict.
 */
class DataPathTest {
    private final TwoPorts host = new TwoPorts();

    private static void delivered(int port, PacketOutcome outcome) {
        var delivered = assertInstanceOf(PacketOutcome.Delivered.class, outcome, () -> outcome.toString());
        assertEquals(port, delivered.port());
    }

    private static void dropped(DropReason reason, PacketOutcome outcome) {
        assertEquals(new PacketOutcome.Dropped(Optional.of(reason)), outcome);
    }

    @Test
    void withoutARevisionNothingPasses() {
        dropped(DropReason.NO_REVISION, host.tcp(false, 40000, 8080, SYN));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anAllowedConnectionRunsBothWays(boolean six) {
        host.enforce(TwoPorts.Allowed.PLAIN);
        delivered(B, host.tcp(six, 40000, 8080, SYN));
        delivered(A, host.tcpReply(six, 8080, 40000, SYN | ACK));
        delivered(B, host.tcp(six, 40000, 8080, ACK));
        delivered(A, host.tcpReply(six, 8080, 40000, ACK));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatNoRuleAllowsIsDenied(boolean six) {
        host.enforce(TwoPorts.Allowed.PLAIN);
        dropped(DropReason.DENIED, host.tcp(six, 40000, 8081, SYN));
        dropped(DropReason.DENIED, host.tcpReply(six, 40000, 8080, SYN));
        var event = FlowRecord.STRUCT.view(host.edge.drain(Maps.FLOW_RING).getFirst());
        assertEquals(2, FlowRecord.KIND.getInt(event));
        assertEquals(1, FlowRecord.END.getInt(event));
        assertEquals(1, FlowRecord.RULE.getInt(event));
        assertEquals(8081, FlowRecord.SERVICE.getInt(event));
    }

    @Test
    void likeDenialsWithinASecondAreOneEventWithACount() {
        host.enforce(TwoPorts.Allowed.PLAIN);
        for (int i = 0; i < 5; i++) {
            dropped(DropReason.DENIED, host.tcp(false, 40000 + i, 8081, SYN));
        }
        assertEquals(1, host.edge.drain(Maps.FLOW_RING).size());
        host.edge.clock(3_000_000_000L);
        dropped(DropReason.DENIED, host.tcp(false, 40009, 8081, SYN));
        var event = FlowRecord.STRUCT.view(host.edge.drain(Maps.FLOW_RING).getFirst());
        assertEquals(4, FlowRecord.SUPPRESSED.getInt(event));
    }

    @Test
    void aSegmentOfAnUnknownConnectionPassesInEitherDirectionOfAnAllowedOne() {
        host.enforce(TwoPorts.Allowed.PLAIN);
        delivered(A, host.tcpReply(false, 8080, 40000, ACK));
        delivered(B, host.tcp(false, 40000, 8080, ACK));
        dropped(DropReason.DENIED, host.tcpReply(false, 8081, 40000, ACK));
    }

    @Test
    void aStrictPolicyWantsASyn() {
        host.enforce(new TwoPorts.Allowed(0, false, 0, VerdictRecord.TCP_STRICT, 0));
        dropped(DropReason.MID_STREAM, host.tcp(false, 40000, 8080, ACK));
        delivered(B, host.tcp(false, 40000, 8080, SYN));
    }

    @Test
    void aNewRevisionEndsWhatItDenies() {
        host.enforce(TwoPorts.Allowed.PLAIN);
        delivered(B, host.tcp(false, 40000, 8080, SYN));
        delivered(A, host.tcpReply(false, 8080, 40000, SYN | ACK));
        host.denyAll();
        dropped(DropReason.DENIED, host.tcp(false, 40000, 8080, ACK));
        dropped(DropReason.DENIED, host.tcpReply(false, 8080, 40000, ACK));
    }

    @Test
    void aNewEpochJudgesAgainAndGoesOn() {
        host.enforce(TwoPorts.Allowed.PLAIN);
        delivered(B, host.tcp(false, 40000, 8080, SYN));
        delivered(A, host.tcpReply(false, 8080, 40000, SYN | ACK));
        host.edge.bumpEpoch();
        delivered(A, host.tcpReply(false, 8080, 40000, ACK));
        delivered(B, host.tcp(false, 40000, 8080, ACK));
    }

    @Test
    void echoRunsWithItsConnectionOnly() {
        host.enforce(TwoPorts.Allowed.PLAIN);
        dropped(DropReason.DENIED, icmp(B, 0));
        delivered(B, icmp(A, 8));
        delivered(A, icmp(B, 0));
        dropped(DropReason.DENIED, icmp(B, 8));
        dropped(DropReason.DENIED, icmp(A, 13));
        dropped(DropReason.ROGUE_ROUTER, icmp(A, 5));
    }

    private PacketOutcome icmp(int from, int type) {
        var payload = Frames.icmp(type, 0, 77);
        return from == A
                ? host.edge.send(A, TwoPorts.frame(MAC_B, MAC_A, A4, B4, 1, payload))
                : host.edge.send(B, TwoPorts.frame(MAC_A, MAC_B, B4, A4, 1, payload));
    }

    @Test
    void anErrorThatQuotesAnAllowedConnectionComesBack() {
        host.enforce(TwoPorts.Allowed.PLAIN);
        delivered(B, host.tcp(false, 40000, 8080, SYN));
        var quoted = Frames.ip(A4, B4, 6, Frames.tcp(40000, 8080, SYN));
        var error = new byte[8 + quoted.length];
        error[0] = 3;
        System.arraycopy(quoted, 0, error, 8, quoted.length);
        delivered(A, host.edge.send(B, TwoPorts.frame(MAC_A, MAC_B, B4, A4, 1, error)));
        error[8 + 22] = 1;
        dropped(DropReason.ICMP_ERROR_UNKNOWN, host.edge.send(B, TwoPorts.frame(MAC_A, MAC_B, B4, A4, 1, error)));
    }

    @Test
    void nobodySendsAsSomebodyElse() {
        host.enforce(TwoPorts.Allowed.PLAIN);
        var syn = Frames.tcp(40000, 8080, SYN);
        var stranger = MacAddress.parse("02:00:00:00:09:09");
        dropped(DropReason.SPOOFED_MAC, host.edge.send(A, TwoPorts.frame(MAC_B, stranger, A4, B4, 6, syn)));
        dropped(
                DropReason.SPOOFED_ADDRESS,
                host.edge.send(A, TwoPorts.frame(MAC_B, MAC_A, IpAddress.parse("10.1.0.12"), B4, 6, syn)));
        dropped(
                DropReason.SPOOFED_ADDRESS,
                host.edge.send(A, TwoPorts.frame(MAC_B, MAC_A, IpAddress.parse("fd00:1::12"), TwoPorts.B6, 6, syn)));
        dropped(DropReason.WRONG_DESTINATION_MAC, host.edge.send(A, TwoPorts.frame(stranger, MAC_A, A4, B4, 6, syn)));
        dropped(
                DropReason.SPOOFED_ARP,
                host.edge.send(A, Frames.ethernet(MAC_B, MAC_A, 0x0806, Frames.arp(1, MAC_A, B4, B4))));
        dropped(
                DropReason.SPOOFED_ARP,
                host.edge.send(A, Frames.ethernet(MAC_B, MAC_A, 0x0806, Frames.arp(1, stranger, A4, B4))));
        dropped(
                DropReason.ROGUE_DHCP,
                host.edge.send(A, TwoPorts.frame(MAC_B, MAC_A, A4, B4, 17, Frames.udp(67, 68, new byte[0]))));
    }

    @Test
    void arpIsAnsweredFromTheTable() {
        host.enforce(TwoPorts.Allowed.PLAIN);
        var broadcast = MacAddress.parse("ff:ff:ff:ff:ff:ff");
        var outcome = host.edge.send(A, Frames.ethernet(broadcast, MAC_A, 0x0806, Frames.arp(1, MAC_A, A4, B4)));
        delivered(A, outcome);
        var answer = ((PacketOutcome.Delivered) outcome).frame();
        assertArrayEquals(MAC_A.toBytes(), Arrays.copyOfRange(answer, 0, 6));
        assertArrayEquals(MAC_B.toBytes(), Arrays.copyOfRange(answer, 6, 12));
        assertEquals(2, answer[21]);
        assertArrayEquals(MAC_B.toBytes(), Arrays.copyOfRange(answer, 22, 28));
        assertArrayEquals(B4.toBytes(), Arrays.copyOfRange(answer, 28, 32));
        assertArrayEquals(A4.toBytes(), Arrays.copyOfRange(answer, 38, 42));
        dropped(
                DropReason.NO_SUCH_NEIGHBOUR,
                host.edge.send(
                        A,
                        Frames.ethernet(
                                broadcast, MAC_A, 0x0806, Frames.arp(1, MAC_A, A4, IpAddress.parse("10.1.0.99")))));
    }

    @Test
    void oddPacketsHaveTheirReasons() {
        host.enforce(TwoPorts.Allowed.PLAIN);
        dropped(DropReason.ETHERTYPE, host.edge.send(A, Frames.ethernet(MAC_B, MAC_A, 0x88cc, new byte[40])));
        dropped(DropReason.MALFORMED, host.edge.send(A, Frames.ethernet(MAC_B, MAC_A, 0x0800, new byte[40])));
        dropped(
                DropReason.MULTICAST,
                host.edge.send(
                        A,
                        TwoPorts.frame(
                                MAC_B, MAC_A, A4, IpAddress.parse("224.0.0.1"), 17, Frames.udp(1, 2, new byte[8]))));
        dropped(
                DropReason.NO_DESTINATION,
                host.edge.send(
                        A, TwoPorts.frame(MAC_B, MAC_A, A4, IpAddress.parse("10.9.9.9"), 6, Frames.tcp(1, 8080, SYN))));
    }

    @Test
    void aVerdictExpiresByTheClock() {
        host.enforce(new TwoPorts.Allowed(0, false, 0, 0, 5_000_000_000L));
        delivered(B, host.tcp(false, 40000, 8080, SYN));
        host.edge.clock(6_000_000_000L);
        dropped(DropReason.DENIED, host.tcp(false, 40001, 8080, SYN));
    }

    @Test
    void aChainTakesBothDirectionsThroughTheInstance() {
        host.enforce(new TwoPorts.Allowed(1, false, 0, 0, 0));
        var outcome = host.tcp(false, 40000, 8080, SYN);
        delivered(TwoPorts.INSIDE, outcome);
        var inside = ((PacketOutcome.Delivered) outcome).frame();
        delivered(B, host.edge.send(TwoPorts.OUTSIDE, inside));
        var reply = host.tcpReply(false, 8080, 40000, SYN | ACK);
        delivered(TwoPorts.OUTSIDE, reply);
        var back = host.edge.send(TwoPorts.INSIDE, ((PacketOutcome.Delivered) reply).frame());
        delivered(A, back);
        var frame = ((PacketOutcome.Delivered) back).frame();
        assertArrayEquals(MAC_A.toBytes(), Arrays.copyOfRange(frame, 0, 6));
        assertArrayEquals(MAC_B.toBytes(), Arrays.copyOfRange(frame, 6, 12));
    }

    @Test
    void anApplianceSendsNothingOfItsOwn() {
        host.enforce(new TwoPorts.Allowed(1, false, 0, 0, 0));
        var inside = ((PacketOutcome.Delivered) host.tcp(false, 40000, 8080, SYN)).frame();
        dropped(DropReason.NOT_FROM_FLOW, host.edge.send(TwoPorts.INSIDE, inside));
        var other = inside.clone();
        other[35] ^= 1;
        dropped(DropReason.NOT_FROM_FLOW, host.edge.send(TwoPorts.OUTSIDE, other));
        delivered(B, host.edge.send(TwoPorts.OUTSIDE, inside));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aDeadInstanceRefusesOrIsPassedBy(boolean open) {
        host.enforce(new TwoPorts.Allowed(1, open, 0, 0, 0));
        delivered(TwoPorts.INSIDE, host.tcp(false, 40000, 8080, SYN));
        host.edge
                .map(Maps.INSTANCES)
                .put(HostTables.index(0), HostTables.instance(0, TwoPorts.INSIDE, TwoPorts.OUTSIDE, false));
        if (open) {
            delivered(B, host.tcp(false, 40000, 8080, ACK));
            delivered(B, host.tcp(false, 40001, 8080, SYN));
        } else {
            dropped(DropReason.CHAIN_DOWN, host.tcp(false, 40000, 8080, ACK));
            dropped(DropReason.CHAIN_DOWN, host.tcp(false, 40001, 8080, SYN));
        }
    }

    @Test
    void aTapCopiesAllowedAndDeniedPackets() {
        host.enforce(new TwoPorts.Allowed(0, false, 1, 0, 0));
        delivered(B, host.tcp(false, 40000, 8080, SYN));
        delivered(A, host.tcpReply(false, 8080, 40000, SYN | ACK));
        dropped(DropReason.DENIED, host.tcp(false, 40000, 8081, SYN));
        var copies = host.edge.drain(Maps.TAP_RING);
        assertEquals(3, copies.size());
        var first = TapRecord.STRUCT.view(copies.getFirst());
        assertEquals(1, TapRecord.ACTION.getInt(first));
        assertEquals(54, TapRecord.CAPTURED.getInt(first));
        assertEquals(TapRecord.STRUCT.size() + 54, copies.getFirst().length);
        assertEquals(1, TapRecord.REPLY.getInt(TapRecord.STRUCT.view(copies.get(1))));
        assertEquals(0, TapRecord.ACTION.getInt(TapRecord.STRUCT.view(copies.get(2))));
    }

    @Test
    void aLoggedConnectionIsReportedOnce() {
        host.enforce(new TwoPorts.Allowed(0, false, 0, VerdictRecord.LOG, 0));
        delivered(B, host.tcp(false, 40000, 8080, SYN));
        delivered(A, host.tcpReply(false, 8080, 40000, SYN | ACK));
        var events = host.edge.drain(Maps.FLOW_RING);
        assertEquals(1, events.size());
        assertEquals(1, FlowRecord.KIND.getInt(FlowRecord.STRUCT.view(events.getFirst())));
    }

    /** In the next revision another function may have a function's number. */
    @Test
    void aConnectionsInstancesAreChosenAnewInANewRevisionAndKeptWithinOne() {
        host.enforce(new TwoPorts.Allowed(1, false, 0, 0, 0));
        delivered(TwoPorts.INSIDE, host.tcp(false, 40000, 8080, SYN));
        firstFunctionIs(TwoPorts.OTHER_INSTANCE);
        delivered(TwoPorts.INSIDE, host.tcp(false, 40000, 8080, ACK));
        host.enforce(new TwoPorts.Allowed(1, false, 0, 0, 0));
        firstFunctionIs(TwoPorts.OTHER_INSTANCE);
        var moved = host.tcp(false, 40000, 8080, ACK);
        delivered(TwoPorts.OTHER_INSIDE, moved);
        delivered(TwoPorts.OTHER_OUTSIDE, host.tcpReply(false, 8080, 40000, ACK));
        delivered(B, host.edge.send(TwoPorts.OTHER_OUTSIDE, ((PacketOutcome.Delivered) moved).frame()));
    }

    private void firstFunctionIs(int instance) {
        var record = new FunctionRecord(Collections.nCopies(FunctionRecord.BUCKETS, instance));
        host.edge.map(Maps.FUNCTIONS).put(HostTables.index(0), record.encode());
    }

    private PacketOutcome datagramFromB(int source, int destination) {
        return host.edge.send(
                B, TwoPorts.frame(MAC_A, MAC_B, B4, A4, 17, Frames.udp(source, destination, new byte[8])));
    }

    @Test
    void inTheFirstMinutesOfAPortADatagramMayBeAReply() {
        host.enforce(new TwoPorts.Allowed(0, false, 0, VerdictRecord.LOG, 0));
        dropped(DropReason.DENIED, datagramFromB(8080, 40000));
        var record = host.edge.map(Maps.PORTS).get(HostTables.index(A)).orElseThrow();
        PortRecord.GRACE_UNTIL_NS.put(HostTables.little(record), 5_000_000_000L);
        host.edge.map(Maps.PORTS).put(HostTables.index(A), record);
        host.edge.drain(Maps.FLOW_RING);
        dropped(DropReason.DENIED, datagramFromB(8081, 40000));
        delivered(A, datagramFromB(8080, 40000));
        var events = host.edge.drain(Maps.FLOW_RING);
        var event = FlowRecord.STRUCT.view(events.getLast());
        assertEquals(FlowRecord.MID_STREAM, FlowRecord.FLAGS.getInt(event));
        assertEquals(8080, FlowRecord.SERVICE.getInt(event));
        host.edge.clock(6_000_000_000L);
        delivered(A, datagramFromB(8080, 40000));
        dropped(DropReason.DENIED, datagramFromB(8080, 40001));
    }

    private static void closedAfter(int forward, int reverse, byte[] event) {
        var closed = ClosedRecord.STRUCT.view(event);
        assertEquals(ClosedRecord.CLOSED, ClosedRecord.KIND.getInt(closed));
        var value = ConnValue.STRUCT.view(ClosedRecord.VALUE.getBytes(closed));
        assertEquals(forward, ConnValue.PACKETS_FORWARD.get(value));
        assertEquals(reverse, ConnValue.PACKETS_REVERSE.get(value));
        assertEquals(54L * forward, ConnValue.BYTES_FORWARD.get(value));
        assertEquals(ClosedRecord.FLOW_ID.get(closed), ConnValue.FLOW_ID.get(value));
    }

    @Test
    void aConnectionThatANewRevisionEndsIsReportedWithItsCounts() {
        host.enforce(new TwoPorts.Allowed(0, false, 0, VerdictRecord.LOG, 0));
        delivered(B, host.tcp(false, 40000, 8080, SYN));
        delivered(A, host.tcpReply(false, 8080, 40000, SYN | ACK));
        delivered(B, host.tcp(false, 40000, 8080, ACK));
        delivered(B, host.tcp(false, 40001, 8080, SYN));
        host.denyAll();
        dropped(DropReason.DENIED, host.tcp(false, 40000, 8080, ACK));
        dropped(DropReason.DENIED, host.tcp(false, 40001, 8080, SYN));
        var events = host.edge.drain(Maps.FLOW_RING).stream()
                .filter(event -> FlowRecord.KIND.getInt(FlowRecord.STRUCT.view(event)) == ClosedRecord.CLOSED)
                .toList();
        assertEquals(2, events.size());
        closedAfter(2, 1, events.getFirst());
        closedAfter(1, 0, events.getLast());
    }

    @Test
    void aConnectionWhosePortsAreUsedAnewIsReportedWithItsCounts() {
        host.enforce(new TwoPorts.Allowed(0, false, 0, VerdictRecord.LOG, 0));
        delivered(B, host.tcp(false, 40000, 8080, SYN));
        delivered(A, host.tcpReply(false, 8080, 40000, RST | ACK));
        host.edge.drain(Maps.FLOW_RING);
        delivered(B, host.tcp(false, 40000, 8080, SYN));
        var events = host.edge.drain(Maps.FLOW_RING);
        assertEquals(2, events.size());
        closedAfter(1, 1, events.getFirst());
        assertEquals(1, FlowRecord.KIND.getInt(FlowRecord.STRUCT.view(events.getLast())));
    }

    @Test
    void headersBeyondTheLinearPartAreFetched() {
        host.enforce(TwoPorts.Allowed.PLAIN);
        var frame = TwoPorts.frame(MAC_B, MAC_A, A4, B4, 6, Frames.tcp(40000, 8080, SYN));
        delivered(B, host.edge.send(A, Arrival.of(frame).linear(14)));
    }
}
