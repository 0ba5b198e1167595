package dev.damson.e2e.kernel;

import dev.damson.policy.model.Cidr;
import dev.damson.policy.model.IpAddress;
import dev.damson.policy.plan.DomainPlan;
import dev.damson.policy.plan.EndTable;
import dev.damson.policy.plan.IdentityName;
import dev.damson.policy.plan.PlannedAddress;
import dev.damson.policy.plan.PlannedChain;
import dev.damson.policy.plan.PlannedFunction;
import dev.damson.policy.plan.PlannedTap;
import dev.damson.policy.plan.Profile;
import dev.damson.policy.plan.RuleName;
import dev.damson.wire.layout.VerdictRecord;
import dev.damson.wire.layout.VerdictRecord.Action;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/** A plan with every construct that has code of its own. */
final class Plans {
    private Plans() {}

    static DomainPlan everything() {
        var ports = new char[65_536];
        ports[8080] = 1;
        var services = new TreeMap<Integer, char[]>();
        services.put(6, ports);
        services.put(17, ports);
        services.put(1, ports);
        services.put(58, ports);
        var other = new char[256];
        Arrays.fill(other, (char) 1);
        var table = new EndTable(
                new char[] {0, 1, 1},
                services,
                other,
                2,
                new char[] {0, 0, 0, 1},
                List.of(
                        new VerdictRecord(Action.DENY, Action.DENY, 0, 1, 1, 0, 0, 0, 1),
                        new VerdictRecord(Action.ALLOW, Action.DENY, 1, 2, 1, 1, 0, 1_900_000_000_000_000_000L, 3)));
        return new DomainPlan(
                List.of(address("10.1.0.11", 1), address("10.1.0.21", 2), address("fd00:1::21", 2)),
                List.of(0, 1, 1),
                List.of(new Profile(1, table, table)),
                List.of(
                        new PlannedTap("all", true, true, true, true, 0, 1, 0, 0, true, ""),
                        new PlannedTap(
                                "some", true, false, true, false, 2000, 4, 100, 1_900_000_000_000_000_000L, true, "")),
                List.of(new PlannedFunction("fw", false, List.of()), new PlannedFunction("ids", false, List.of())),
                List.of(new PlannedChain("one", List.of(0), false), new PlannedChain("two", List.of(0, 1), true)),
                List.of(new RuleName("t", "p", "r")),
                List.of(new IdentityName(List.of(), List.of(), "")));
    }

    private static PlannedAddress address(String text, int identity) {
        return new PlannedAddress(Cidr.host(IpAddress.parse(text)), identity, "w" + identity);
    }
}
