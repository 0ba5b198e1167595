package dev.damson.e2e.edge;

import dev.damson.lab.inventory.Inventory;
import dev.damson.policy.model.Cidr;
import dev.damson.policy.model.IpAddress;
import dev.damson.policy.plan.DomainPlan;
import dev.damson.policy.plan.EndTable;
import dev.damson.policy.plan.IdentityName;
import dev.damson.policy.plan.PlannedAddress;
import dev.damson.policy.plan.Profile;
import dev.damson.policy.plan.RuleName;
import dev.damson.wire.layout.VerdictRecord;
import dev.damson.wire.layout.VerdictRecord.Action;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/** Plans of one rule, made by hand. */
final class SmallPlans {
    private static final int TCP = 6;

    private SmallPlans() {}

    /** Every workload may open TCP connections to every other one at this port, and nothing else. */
    static DomainPlan everybodyTo(Inventory inventory, String tenant, int port) {
        return everybodyTo(inventory, tenant, TCP, port, Action.DENY);
    }

    /** @param otherwise what everything else gets */
    static DomainPlan everybodyTo(Inventory inventory, String tenant, int protocol, int port, Action otherwise) {
        var ports = new char[65_536];
        ports[port] = 1;
        var services = new TreeMap<Integer, char[]>();
        services.put(protocol, ports);
        var table = new EndTable(
                new char[] {0, 1},
                services,
                new char[256],
                2,
                new char[] {0, 0, 0, 1},
                List.of(record(otherwise, 1), record(Action.ALLOW, 2)));
        var addresses = new ArrayList<PlannedAddress>();
        inventory.workloads().stream()
                .filter(workload -> workload.tenant().equals(tenant))
                .forEach(workload -> workload.addresses()
                        .forEach(address -> addresses.add(new PlannedAddress(
                                Cidr.host(IpAddress.parse(address.getHostAddress())), 1, workload.name()))));
        addresses.sort((one, other) -> Arrays.compareUnsigned(
                one.prefix().base().toBytes(), other.prefix().base().toBytes()));
        return new DomainPlan(
                addresses,
                List.of(0, 1),
                List.of(new Profile(1, table, table)),
                List.of(),
                List.of(),
                List.of(),
                List.of(
                        new RuleName("baseline", "", "default"),
                        new RuleName("t", "p", "deny"),
                        new RuleName("t", "p", "allow")),
                List.of(new IdentityName(List.of(), List.of(), ""), new IdentityName(List.of(), List.of(), "")));
    }

    private static VerdictRecord record(Action action, int rule) {
        return new VerdictRecord(action, action, VerdictRecord.LOG, rule, rule, 0, 0, 0, 0);
    }
}
