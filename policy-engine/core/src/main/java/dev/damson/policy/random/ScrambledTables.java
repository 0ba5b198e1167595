package dev.damson.policy.random;

import dev.damson.policy.interpret.Flow;
import dev.damson.policy.interpret.FlowService;
import dev.damson.policy.model.Cidr;
import dev.damson.policy.model.End;
import dev.damson.policy.model.IpAddress;
import dev.damson.policy.model.IpFamily;
import dev.damson.policy.model.Transport;
import dev.damson.policy.plan.DomainPlan;
import dev.damson.policy.plan.EndTable;
import dev.damson.policy.plan.LowerTable;
import dev.damson.policy.plan.PlannedAddress;
import dev.damson.policy.plan.Profile;
import dev.damson.policy.replay.JudgeState;
import dev.damson.wire.layout.VerdictRecord;
import dev.damson.wire.layout.VerdictRecord.Action;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * A plan in which one end's table and all addresses have other, random content in the same shape, so that the same
 * program judges by them. What a policy happens to say alike is told apart here.
 */
public final class ScrambledTables {
    private static final int PREFIXES_OF_A_FAMILY = 24;
    /** Bits of an IPv6 address that packets differ in, spread over its four words. */
    private static final List<Integer> BITS = List.of(0, 9, 33, 40, 65, 77, 97, 110);

    private final Dice dice;
    private final DomainPlan plan;

    public ScrambledTables(DomainPlan plan, long seed) {
        this.plan = plan;
        this.dice = new Dice(seed);
    }

    public DomainPlan of(int profile, End end) {
        var profiles = new ArrayList<>(plan.profiles());
        var old = profiles.get(profile - 1);
        profiles.set(
                profile - 1,
                end == End.SOURCE
                        ? new Profile(profile, scrambled(old.from()), old.to())
                        : new Profile(profile, old.from(), scrambled(old.to())));
        return new DomainPlan(
                addresses(),
                plan.profileOfIdentity(),
                profiles,
                plan.taps(),
                plan.functions(),
                plan.chains(),
                plan.rules(),
                plan.identities());
    }

    private List<PlannedAddress> addresses() {
        var identities = new TreeMap<Cidr, Integer>();
        for (var family : IpFamily.values()) {
            for (int i = 0; i < PREFIXES_OF_A_FAMILY; i++) {
                int length = dice.percent(40) ? family.bits() : dice.between(0, family.bits());
                identities.put(
                        Cidr.around(address(family), length),
                        dice.below(plan.identities().size()));
            }
        }
        return identities.entrySet().stream()
                .map(entry -> new PlannedAddress(entry.getKey(), entry.getValue(), ""))
                .toList();
    }

    /** In few networks, so that prefixes lie within each other. */
    private IpAddress address(IpFamily family) {
        if (family == IpFamily.IPV4) {
            return IpAddress.v4(10 << 24 | dice.below(3) << 16 | dice.below(3) << 8 | dice.below(256));
        }
        long[] words = {0xfd00_0000_0000_0000L, 0};
        for (int bit : BITS) {
            words[1 - bit / 64] ^= dice.percent(30) ? 1L << bit % 64 : 0;
        }
        return IpAddress.v6(words[0], words[1]);
    }

    private EndTable scrambled(EndTable table) {
        return scrambled(
                table,
                table.records().size() + table.lower().map(LowerTable::open).orElse(0));
    }

    /** @param bound what cells are below */
    private EndTable scrambled(EndTable table, int bound) {
        var services = new TreeMap<Integer, char[]>();
        table.services()
                .forEach((protocol, classes) -> services.put(protocol, random(classes.length, table.serviceClasses())));
        return new EndTable(
                shuffled(table.rowOfOwn()),
                shuffled(table.classOfIdentity()),
                services,
                random(table.serviceOfProtocol().length, table.serviceClasses()),
                random(table.columnOfService().length, table.stride()),
                table.stride(),
                random(table.cells().length, bound),
                scrambled(table.records()),
                table.lower().map(lower -> scrambled(lower, table.records().size())));
    }

    private LowerTable scrambled(LowerTable lower, int records) {
        return new LowerTable(
                scrambled(lower.table(), lower.width()), lower.width(), random(lower.joined().length, records));
    }

    private char[] random(int length, int bound) {
        var values = new char[length];
        IntStream.range(0, length).forEach(i -> values[i] = (char) dice.below(bound));
        return values;
    }

    /** Values that are there, each as often as another, since rows of own and other addresses add up to a row. */
    private char[] shuffled(char[] values) {
        var distinct = new String(values).chars().distinct().boxed().toList();
        var other = new char[values.length];
        IntStream.range(0, values.length)
                .forEach(i -> other[i] = (char) dice.one(distinct).intValue());
        return other;
    }

    /** In another order. What follows on what stays: it decides how many steps a program has. */
    private List<VerdictRecord> scrambled(List<VerdictRecord> records) {
        var order = new ArrayList<>(IntStream.range(0, records.size()).boxed().toList());
        for (int i = order.size() - 1; i > 0; i--) {
            Collections.swap(order, i, dice.below(i + 1));
        }
        return order.stream()
                .map(old -> scrambled(
                        records.get(old), order.indexOf(records.get(old).expiredNext())))
                .toList();
    }

    private VerdictRecord scrambled(VerdictRecord record, int next) {
        var actions = List.of(Action.values());
        return new VerdictRecord(
                dice.one(actions),
                dice.one(actions),
                dice.below(1 << 16),
                dice.below(1 << 16),
                dice.below(1 << 16),
                dice.below(1 << 16),
                record.expiresUnixNanos() == 0 ? 0 : next,
                record.expiresUnixNanos(),
                (long) dice.below(Integer.MAX_VALUE) << 33 | dice.below(Integer.MAX_VALUE));
    }

    /** What the program of an end has to come to, as {@link EndTable#verdict} reads its table. */
    public static JudgeState.Judged judged(DomainPlan plan, int profile, End end, Flow flow) {
        boolean source = end == End.SOURCE;
        var tables = plan.profiles().get(profile - 1);
        var table = source ? tables.from() : tables.to();
        int own = plan.identity(source ? flow.source() : flow.destination());
        int peer = plan.identity(source ? flow.destination() : flow.source());
        var record = table.verdict(
                own, peer, flow.service().protocol(), flow.service().number());
        long now = ChronoUnit.NANOS.between(Instant.EPOCH, flow.now());
        while (record.expiresUnixNanos() != 0 && now >= record.expiresUnixNanos()) {
            record = table.records().get(record.expiredNext());
        }
        return new JudgeState.Judged(
                new VerdictRecord(
                        record.enforced(),
                        record.pending(),
                        record.flags(),
                        record.rule(),
                        record.pendingRule(),
                        record.chain(),
                        0,
                        0,
                        record.taps()),
                peer);
    }

    /** Packets between addresses in, at and outside the prefixes of a scrambled plan, at any service and moment. */
    public List<Flow> packets(DomainPlan scrambled, int profile, End end, int count) {
        var table = end == End.SOURCE
                ? scrambled.profiles().get(profile - 1).from()
                : scrambled.profiles().get(profile - 1).to();
        var moments = new ArrayList<>(List.of(RandomDomain.NOW));
        for (var record : table.records()) {
            if (record.expiresUnixNanos() != 0) {
                var expiry = Instant.ofEpochSecond(0, record.expiresUnixNanos());
                moments.addAll(List.of(expiry.minusNanos(1), expiry));
            }
        }
        return IntStream.range(0, count)
                .mapToObj(i -> packet(scrambled, dice.one(moments)))
                .toList();
    }

    private Flow packet(DomainPlan scrambled, Instant now) {
        var family = dice.one(List.of(IpFamily.values()));
        return new Flow(
                place(scrambled, family),
                place(scrambled, family),
                service(family),
                Optional.of("one"),
                dice.maybe(50, () -> "other"),
                now);
    }

    private IpAddress place(DomainPlan scrambled, IpFamily family) {
        var prefixes = scrambled.addresses().stream()
                .map(PlannedAddress::prefix)
                .filter(prefix -> prefix.family() == family)
                .toList();
        var prefix = dice.one(prefixes);
        return switch (dice.below(5)) {
            case 0 -> prefix.first();
            case 1 -> prefix.last();
            case 2 -> prefix.first().previous().orElse(prefix.first());
            case 3 -> prefix.last().next().orElse(prefix.last());
            default -> address(family);
        };
    }

    private FlowService service(IpFamily family) {
        return switch (dice.below(4)) {
            case 0 -> new FlowService.Icmp(family, dice.below(256), dice.below(256));
            case 1 -> new FlowService.Other(dice.one(List.of(0, 2, 47, 50, 255, family == IpFamily.IPV4 ? 58 : 1)));
            default -> new FlowService.ToPort(dice.one(List.of(Transport.values())), dice.below(65_536));
        };
    }
}
