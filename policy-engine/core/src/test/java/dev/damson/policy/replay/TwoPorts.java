package dev.damson.policy.replay;

import dev.damson.policy.emit.Programs;
import dev.damson.policy.model.Cidr;
import dev.damson.policy.model.IpAddress;
import dev.damson.policy.model.MacAddress;
import dev.damson.policy.plan.DomainPlan;
import dev.damson.policy.plan.EndTable;
import dev.damson.policy.plan.IdentityName;
import dev.damson.policy.plan.PlannedAddress;
import dev.damson.policy.plan.PlannedChain;
import dev.damson.policy.plan.PlannedFunction;
import dev.damson.policy.plan.PlannedTap;
import dev.damson.policy.plan.Profile;
import dev.damson.policy.plan.RuleName;
import dev.damson.policy.random.Frames;
import dev.damson.wire.layout.PortRecord;
import dev.damson.wire.layout.VerdictRecord;
import dev.damson.wire.layout.VerdictRecord.Action;
import java.util.List;
import java.util.TreeMap;

/**
 * Two workloads, A and B, and two appliances with two ports each. A may open TCP and UDP 8080 and echo towards B, and nothing else;
 * the same tables serve both ends.
 */
final class TwoPorts {
    static final int A = 0;
    static final int B = 1;
    static final int INSIDE = 2;
    static final int OUTSIDE = 3;
    static final int OTHER_INSIDE = 4;
    static final int OTHER_OUTSIDE = 5;
    static final int OTHER_INSTANCE = 1;
    static final MacAddress MAC_A = MacAddress.parse("02:00:00:00:01:11");
    static final MacAddress MAC_B = MacAddress.parse("02:00:00:00:01:21");
    static final IpAddress A4 = IpAddress.parse("10.1.0.11");
    static final IpAddress B4 = IpAddress.parse("10.1.0.21");
    static final IpAddress A6 = IpAddress.parse("fd00:1::11");
    static final IpAddress B6 = IpAddress.parse("fd00:1::21");

    private static final int IDENTITY_A = 1;
    private static final int IDENTITY_B = 2;

    final SimulatedEdge edge = new SimulatedEdge(
            7,
            List.of(
                    SimulatedPort.workload(A, "a", MAC_A, List.of(A4, A6)),
                    SimulatedPort.workload(B, "b", MAC_B, List.of(B4, B6)),
                    service(INSIDE, PortRecord.Kind.SERVICE_IN, 0),
                    service(OUTSIDE, PortRecord.Kind.SERVICE_OUT, 0),
                    service(OTHER_INSIDE, PortRecord.Kind.SERVICE_IN, OTHER_INSTANCE),
                    service(OTHER_OUTSIDE, PortRecord.Kind.SERVICE_OUT, OTHER_INSTANCE)));

    private static SimulatedPort service(int slot, PortRecord.Kind kind, int instance) {
        return new SimulatedPort(slot, "fw-" + slot, kind, MacAddress.parse("02:00:00:00:01:a1"), List.of(), instance);
    }

    /** What a test varies of the one allowed class. */
    record Allowed(int chain, boolean failOpen, long taps, int flags, long expires) {
        static final Allowed PLAIN = new Allowed(0, false, 0, 0, 0);
    }

    void enforce(Allowed allowed) {
        var plan = plan(allowed);
        edge.flip(plan, Programs.emit(plan), List.of(1, 2, 0, 0));
    }

    void denyAll() {
        otherwise(0, Action.DENY);
    }

    /** What is not allowed is rejected. */
    void rejectOthers() {
        otherwise(IDENTITY_B, Action.REJECT);
    }

    void rejectAll() {
        otherwise(0, Action.REJECT);
    }

    private void otherwise(int allowedPeer, Action action) {
        var none =
                table(allowedPeer, new VerdictRecord(action, action, 0, 1, 1, 0, 0, 0, 0), Allowed.PLAIN, Action.ALLOW);
        var all =
                table(IDENTITY_A, new VerdictRecord(action, action, 0, 1, 1, 0, 0, 0, 0), Allowed.PLAIN, Action.ALLOW);
        var plan = plan(Allowed.PLAIN, new Profile(1, none, none), new Profile(2, none, allowedPeer == 0 ? none : all));
        edge.flip(plan, Programs.emit(plan), List.of(1, 2, 0, 0));
    }

    private static DomainPlan plan(Allowed allowed) {
        var deny = new VerdictRecord(Action.DENY, Action.DENY, 0, 1, 1, 0, 0, 0, allowed.taps());
        var ofA = new Profile(1, table(IDENTITY_B, deny, allowed, Action.ALLOW), table(0, deny, allowed, Action.ALLOW));
        var ofB = new Profile(2, table(0, deny, allowed, Action.ALLOW), table(IDENTITY_A, deny, allowed, Action.ALLOW));
        return plan(allowed, ofA, ofB);
    }

    private static DomainPlan plan(Allowed allowed, Profile ofA, Profile ofB) {
        return new DomainPlan(
                List.of(
                        address(A4, IDENTITY_A),
                        address(B4, IDENTITY_B),
                        address(A6, IDENTITY_A),
                        address(B6, IDENTITY_B)),
                List.of(0, 1, 2),
                List.of(ofA, ofB),
                allowed.taps() == 0
                        ? List.of()
                        : List.of(new PlannedTap("t", true, false, true, true, 9000, 1, 0, 0, true, "")),
                allowed.chain() == 0
                        ? List.of()
                        : List.of(new PlannedFunction(
                                "fw", false, List.of(new PlannedFunction.Instance("fw-1", "fw/in", "fw/out")))),
                allowed.chain() == 0
                        ? List.of()
                        : List.of(new PlannedChain("inspected", List.of(0), allowed.failOpen())),
                List.of(
                        new RuleName("", "", "default"),
                        new RuleName("t", "p", "deny"),
                        new RuleName("t", "p", "allow")),
                List.of(new IdentityName(List.of(), List.of(), "")));
    }

    private static PlannedAddress address(IpAddress address, int identity) {
        return new PlannedAddress(Cidr.host(address), identity, "w");
    }

    /** @param peer the identity whose TCP 8080 and echo requests are allowed; 0 = nobody's */
    private static EndTable table(int peer, VerdictRecord deny, Allowed allowed, Action action) {
        var classes = new char[] {0, 0, 0};
        if (peer != 0) {
            classes[peer] = 1;
        }
        var tcp = new char[65_536];
        tcp[8080] = 1;
        var echo = new char[65_536];
        echo[8 << 8] = 1;
        var echo6 = new char[65_536];
        echo6[128 << 8] = 1;
        var services = new TreeMap<Integer, char[]>();
        services.put(6, tcp);
        services.put(17, tcp);
        services.put(1, echo);
        services.put(58, echo6);
        var allow = new VerdictRecord(
                action, action, allowed.flags(), 2, 2, allowed.chain(), 0, allowed.expires(), allowed.taps());
        return new EndTable(classes, services, new char[256], 2, new char[] {0, 0, 0, 1}, List.of(deny, allow));
    }

    PacketOutcome tcp(boolean six, int source, int destination, int flags) {
        return edge.send(
                A, frame(MAC_B, MAC_A, six ? A6 : A4, six ? B6 : B4, 6, Frames.tcp(source, destination, flags)));
    }

    PacketOutcome tcpReply(boolean six, int source, int destination, int flags) {
        return edge.send(
                B, frame(MAC_A, MAC_B, six ? B6 : B4, six ? A6 : A4, 6, Frames.tcp(source, destination, flags)));
    }

    static byte[] frame(
            MacAddress to, MacAddress from, IpAddress source, IpAddress destination, int protocol, byte[] payload) {
        return Frames.ethernet(
                to, from, source.isIpv4() ? 0x0800 : 0x86dd, Frames.ip(source, destination, protocol, payload));
    }
}
