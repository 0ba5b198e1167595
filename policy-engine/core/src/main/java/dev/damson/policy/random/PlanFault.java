package dev.damson.policy.random;

import dev.damson.policy.model.Cidr;
import dev.damson.policy.plan.DomainPlan;
import dev.damson.policy.plan.EndTable;
import dev.damson.policy.plan.PlannedAddress;
import dev.damson.policy.plan.Profile;
import dev.damson.wire.layout.VerdictRecord;
import dev.damson.wire.layout.VerdictRecord.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** One single fault in a plan, of the kinds that compilers make. */
public enum PlanFault {
    LOST_ADDRESS,
    PREFIX_OFF_BY_ONE,
    SWAPPED_IDENTITY,
    SWAPPED_PROFILE,
    SWAPPED_PEER_CLASS,
    SWAPPED_SERVICE_CLASS,
    SHIFTED_SERVICES,
    SWAPPED_COLUMN,
    SWAPPED_CELL,
    WRONG_ACTION,
    WRONG_PENDING,
    WRONG_RULE,
    WRONG_CHAIN,
    LOST_EXPIRY,
    STALE_SUCCESSOR,
    LOST_TAP;

    /** Ports, and ICMP types and codes, that packets often ask for. */
    private static final List<Integer> SERVICES = List.of(0, 22, 53, 80, 81, 443, 8080, 8 << 8, 128 << 8, 8 << 8 | 1);

    /** The plan with the fault at a place that the dice choose; the same plan where the fault has no place. */
    public DomainPlan in(DomainPlan plan, Dice dice) {
        return switch (this) {
            case LOST_ADDRESS -> addresses(plan, dice, false);
            case PREFIX_OFF_BY_ONE -> addresses(plan, dice, true);
            case SWAPPED_IDENTITY -> identity(plan, dice);
            case SWAPPED_PROFILE -> profileOf(plan, dice);
            case SWAPPED_PEER_CLASS,
                    SWAPPED_SERVICE_CLASS,
                    SHIFTED_SERVICES,
                    SWAPPED_COLUMN,
                    SWAPPED_CELL,
                    WRONG_ACTION,
                    WRONG_PENDING,
                    WRONG_RULE,
                    WRONG_CHAIN,
                    LOST_EXPIRY,
                    STALE_SUCCESSOR,
                    LOST_TAP -> table(plan, dice);
        };
    }

    private static DomainPlan addresses(DomainPlan plan, Dice dice, boolean shorter) {
        if (plan.addresses().isEmpty()) {
            return plan;
        }
        var entries = new ArrayList<>(plan.addresses());
        var lost = entries.remove(dice.below(entries.size()));
        if (shorter && lost.prefix().prefix() > 0) {
            var wider = Cidr.around(lost.prefix().base(), lost.prefix().prefix() - 1);
            if (entries.stream().anyMatch(other -> other.prefix().equals(wider))) {
                return plan;
            }
            entries.add(new PlannedAddress(wider, lost.identity(), lost.workload()));
        }
        return with(plan, entries, plan.profileOfIdentity(), plan.profiles());
    }

    private static DomainPlan identity(DomainPlan plan, Dice dice) {
        if (plan.addresses().isEmpty()) {
            return plan;
        }
        var entries = new ArrayList<>(plan.addresses());
        int place = dice.below(entries.size());
        var entry = entries.get(place);
        entries.set(
                place,
                new PlannedAddress(entry.prefix(), dice.below(plan.identities().size()), entry.workload()));
        return with(plan, entries, plan.profileOfIdentity(), plan.profiles());
    }

    private static DomainPlan profileOf(DomainPlan plan, Dice dice) {
        var profiles = new ArrayList<>(plan.profileOfIdentity());
        profiles.set(dice.below(profiles.size()), dice.below(plan.profiles().size() + 1));
        return with(plan, plan.addresses(), profiles, plan.profiles());
    }

    private DomainPlan table(DomainPlan plan, Dice dice) {
        var profiles = new ArrayList<>(plan.profiles());
        int place = dice.below(profiles.size());
        var profile = profiles.get(place);
        boolean from = dice.percent(50);
        var table = in(from ? profile.from() : profile.to(), plan, dice);
        profiles.set(
                place,
                from
                        ? new Profile(profile.number(), table, profile.to())
                        : new Profile(profile.number(), profile.from(), table));
        return with(plan, plan.addresses(), plan.profileOfIdentity(), profiles);
    }

    private EndTable in(EndTable table, DomainPlan plan, Dice dice) {
        var classes = table.classOfIdentity().clone();
        var columns = table.columnOfService().clone();
        var cells = table.cells().clone();
        var services = new TreeMap<Integer, char[]>();
        table.services().forEach((protocol, entries) -> services.put(protocol, entries.clone()));
        var records = new ArrayList<>(table.records());
        int number = dice.one(worthwhile(records));
        var record = records.get(number);
        switch (this) {
            case SWAPPED_PEER_CLASS -> {
                int rows = table.rowOfOwn().length == 0 ? cells.length / table.stride() : 1;
                classes[dice.below(classes.length)] = (char) dice.below(rows);
            }
            case SWAPPED_CELL -> cells[dice.below(cells.length)] = (char) dice.below(records.size());
            case SWAPPED_SERVICE_CLASS, SHIFTED_SERVICES -> {
                if (!services.isEmpty()) {
                    shift(dice.one(List.copyOf(services.values())), table.serviceClasses(), dice);
                }
            }
            case SWAPPED_COLUMN -> {
                if (columns.length > 0) {
                    columns[dice.below(columns.length)] = (char) dice.below(table.stride());
                }
            }
            case WRONG_ACTION, WRONG_PENDING, WRONG_RULE, WRONG_CHAIN, LOST_EXPIRY, STALE_SUCCESSOR, LOST_TAP ->
                records.set(number, in(record, plan, records.size(), dice));
            case LOST_ADDRESS, PREFIX_OFF_BY_ONE, SWAPPED_IDENTITY, SWAPPED_PROFILE -> {}
        }
        return new EndTable(
                table.rowOfOwn(),
                classes,
                services,
                table.serviceOfProtocol(),
                columns,
                table.stride(),
                cells,
                records,
                table.lower());
    }

    /** Places of the records in which the fault changes something. */
    private List<Integer> worthwhile(List<VerdictRecord> records) {
        var places = IntStream.range(0, records.size())
                .filter(place -> switch (this) {
                    case LOST_EXPIRY, STALE_SUCCESSOR -> records.get(place).expiresUnixNanos() != 0;
                    case LOST_TAP -> records.get(place).taps() != 0;
                    default -> true;
                })
                .boxed()
                .toList();
        return places.isEmpty() ? List.of(0) : places;
    }

    private void shift(char[] entries, int classes, Dice dice) {
        if (this == SWAPPED_SERVICE_CLASS) {
            entries[dice.one(SERVICES)] = (char) dice.below(classes);
        } else {
            System.arraycopy(entries.clone(), 0, entries, 1, entries.length - 1);
        }
    }

    private VerdictRecord in(VerdictRecord record, DomainPlan plan, int records, Dice dice) {
        return new VerdictRecord(
                this == WRONG_ACTION ? other(record.enforced()) : record.enforced(),
                this == WRONG_PENDING ? other(record.pending()) : record.pending(),
                record.flags(),
                this == WRONG_RULE ? dice.below(plan.rules().size()) : record.rule(),
                record.pendingRule(),
                this == WRONG_CHAIN ? dice.below(plan.chains().size() + 1) : record.chain(),
                this == STALE_SUCCESSOR ? dice.below(records) : record.expiredNext(),
                this == LOST_EXPIRY ? 0 : record.expiresUnixNanos(),
                this == LOST_TAP ? record.taps() & (record.taps() - 1) : record.taps());
    }

    private static Action other(Action action) {
        return action == Action.ALLOW ? Action.DENY : Action.ALLOW;
    }

    private static DomainPlan with(
            DomainPlan plan, List<PlannedAddress> addresses, List<Integer> profileOfIdentity, List<Profile> profiles) {
        return new DomainPlan(
                addresses.stream()
                        .sorted((a, b) -> a.prefix().compareTo(b.prefix()))
                        .toList(),
                profileOfIdentity,
                profiles,
                plan.taps(),
                plan.functions(),
                plan.chains(),
                plan.rules(),
                plan.identities());
    }
}
