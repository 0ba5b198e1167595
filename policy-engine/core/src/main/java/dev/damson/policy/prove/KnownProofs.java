package dev.damson.policy.prove;

import dev.damson.policy.model.Domain;
import dev.damson.policy.model.Group;
import dev.damson.policy.model.ServiceChain;
import dev.damson.policy.model.Tier;
import dev.damson.policy.model.VirtualTap;
import dev.damson.policy.model.Workload;
import dev.damson.policy.plan.EndTable;
import dev.damson.policy.plan.PlannedChain;
import dev.damson.policy.plan.PlannedTap;
import dev.damson.policy.plan.RuleName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Ends of a domain's last plan whose tables were proved, by everything that their proofs read: an equal one holds. They
 * are held against each other by content, never by a hash alone. Not for several threads.
 */
public final class KnownProofs {
    private Optional<World> world = Optional.empty();
    private Map<Question, Checked> before = new HashMap<>();
    private Map<Question, Checked> now = new HashMap<>();

    /**
     * What the proof of every end reads.
     *
     * @param ranges of the shipped addresses with their identities, cut wherever policies tell addresses apart
     */
    record World(
            List<AddressRange> ranges,
            Domain domain,
            List<Workload> workloads,
            List<Group> groups,
            List<Tier> tiers,
            List<ServiceChain> chains,
            List<VirtualTap> taps,
            List<PlannedChain> plannedChains,
            List<PlannedTap> plannedTaps) {}

    /**
     * What the proof of one end reads besides.
     *
     * @param statements every rule with its policy's head, and every tap, that picks the own address at this end
     * @param isolating the heads of the policies that isolate it
     * @param names of the rules that the table's records name, by record
     */
    record Question(
            OwnPlace own,
            EndTable table,
            boolean source,
            List<Object> statements,
            List<Object> isolating,
            List<RuleName> names) {
        @Override
        public int hashCode() {
            return 31 * (31 * own.hashCode() + table.hashCode()) + statements.size() + (source ? 1 : 0);
        }
    }

    /** How much was checked. */
    record Checked(long services, long cells) {
        Checked since(Checked before) {
            return new Checked(services - before.services, cells - before.cells);
        }
    }

    /** Begins a proof; what was proved in another world says nothing in this one. */
    void begin(World next) {
        before = world.equals(Optional.of(next)) ? now : new HashMap<>();
        world = Optional.of(next);
        now = new HashMap<>();
    }

    Optional<Checked> proved(Question question) {
        var known = Optional.ofNullable(before.get(question));
        known.ifPresent(checked -> now.put(question, checked));
        return known;
    }

    void add(Question question, Checked checked) {
        now.put(question, checked);
    }
}
