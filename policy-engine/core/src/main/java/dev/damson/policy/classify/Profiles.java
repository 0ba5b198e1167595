package dev.damson.policy.classify;

import dev.damson.policy.model.End;
import dev.damson.policy.plan.EndTable;
import dev.damson.policy.plan.Profile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The tables of the ports, and which ports share them. Identities of one port have one profile, and so have ports that
 * share an identity.
 */
final class Profiles {
    private final DomainFacts facts;
    private final Map<OwnEnd, EndTable> byOwnEnd = new HashMap<>();
    private final Map<EndTable, EndTable> equalTables = new HashMap<>();
    private final Map<IntRow, char[]> serviceTables = new HashMap<>();
    private final List<Profile> profiles = new ArrayList<>();
    private final Integer[] profileOfIdentity;

    private record Pair(EndTable from, EndTable to) {}

    Profiles(DomainFacts facts, AddressSpace space) {
        this.facts = facts;
        profileOfIdentity = new Integer[facts.identities().count()];
        Arrays.fill(profileOfIdentity, 0);
        var numbers = new HashMap<Pair, Integer>();
        for (var port : space.ports()) {
            var pairs = port.addresses().stream()
                    .map(address -> pair(facts.identities().classOf(address.own())))
                    .distinct()
                    .toList();
            if (pairs.size() > 1) {
                throw new IllegalStateException("port judges by address");
            }
            var pair = pairs.getFirst();
            int number = numbers.computeIfAbsent(pair, added -> {
                profiles.add(new Profile(profiles.size() + 1, added.from(), added.to()));
                return profiles.size();
            });
            for (var address : port.addresses()) {
                if (!address.isShared()) {
                    profileOfIdentity[facts.identities().classOf(address.unit())] = number;
                }
            }
        }
    }

    private Pair pair(int own) {
        return new Pair(table(End.SOURCE, own), table(End.DESTINATION, own));
    }

    private EndTable table(End end, int own) {
        var ownEnd = facts.at(end).of(own);
        var known = byOwnEnd.get(ownEnd);
        if (known != null) {
            return known;
        }
        var made = EndCompiler.compile(facts, ownEnd, serviceTables);
        var table = equalTables.computeIfAbsent(made, same -> same);
        byOwnEnd.put(ownEnd, table);
        return table;
    }

    List<Profile> profiles() {
        return profiles;
    }

    List<Integer> profileOfIdentity() {
        return List.of(profileOfIdentity);
    }
}
