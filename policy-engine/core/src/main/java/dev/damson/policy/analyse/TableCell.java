package dev.damson.policy.analyse;

import dev.damson.policy.interpret.Flow;
import dev.damson.policy.model.End;
import dev.damson.policy.model.IpAddress;
import dev.damson.policy.model.PolicySet;
import dev.damson.policy.model.WorkloadPort;
import dev.damson.policy.plan.DomainPlan;
import dev.damson.policy.plan.EndTable;
import dev.damson.policy.plan.LowerTable;
import dev.damson.wire.layout.VerdictRecord;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/**
 * Where a packet's verdict at one end stands in the compiled tables: {@code verdict[peerClass × stride + service]} of a
 * profile.
 *
 * @param profile number of the port's profile
 * @param own identity of the own address
 * @param peer identity of the other address
 * @param peerClass the row of the table
 * @param service the service class, its column
 * @param stride service classes of the table
 * @param record number of the record that counts now
 * @param verdict that record
 * @param rule who decides by it, {@code policy/rule} or {@code default}
 */
public record TableCell(
        End end,
        int profile,
        int own,
        int peer,
        int peerClass,
        int service,
        int stride,
        int record,
        VerdictRecord verdict,
        String rule) {
    private static final long NANOS_A_SECOND = 1_000_000_000L;

    /** The cell at an end that is a workload; empty if its port is closed, or no port has the address. */
    public static Optional<TableCell> of(DomainPlan plan, PolicySet policies, Flow flow, End end) {
        boolean source = end == End.SOURCE;
        var workload = source ? flow.sourceWorkload() : flow.destinationWorkload();
        IpAddress own = source ? flow.source() : flow.destination();
        IpAddress peer = source ? flow.destination() : flow.source();
        return workload.flatMap(policies::workload).stream()
                .flatMap(found -> found.ports().stream())
                .map(WorkloadPort::allAddresses)
                .filter(addresses -> addresses.contains(own))
                .flatMap(Collection::stream)
                .map(address -> plan.profileOfIdentity().get(plan.identity(address)))
                .filter(number -> number > 0)
                .findFirst()
                .map(number -> at(plan, number, end, plan.identity(own), plan.identity(peer), flow));
    }

    private static TableCell at(DomainPlan plan, int profile, End end, int own, int peer, Flow flow) {
        var tables = plan.profiles().get(profile - 1);
        EndTable table = end == End.SOURCE ? tables.from() : tables.to();
        int service = table.column(flow.service().protocol(), flow.service().number());
        int cell = table.cell(own, peer, service);
        int lower = table.lower()
                .map(LowerTable::table)
                .map(part -> part.cell(
                        own,
                        peer,
                        part.column(flow.service().protocol(), flow.service().number())))
                .orElse(0);
        int record = table.record(cell, lower);
        long now = nanos(flow.now());
        VerdictRecord verdict = table.records().get(record);
        while (verdict.expiresUnixNanos() != 0 && now >= verdict.expiresUnixNanos()) {
            record = verdict.expiredNext();
            verdict = table.records().get(record);
        }
        var by = plan.rules().get(verdict.rule());
        String rule = by.policy().isEmpty() ? by.rule() : by.policy() + "/" + by.rule();
        return new TableCell(
                end, profile, own, peer, cell / table.stride(), service, table.stride(), record, verdict, rule);
    }

    private static long nanos(Instant time) {
        return time.getEpochSecond() * NANOS_A_SECOND + time.getNano();
    }

    /** {@code verdict[2 × 6 + 3]}. */
    public String place() {
        return "verdict[" + peerClass + " × " + stride + " + " + service + "]";
    }

    @Override
    public String toString() {
        return "profile " + profile + " " + (end == End.SOURCE ? "from" : "to") + ", identity " + own + ", peer " + peer
                + " in class " + peerClass + ", service class " + service + ": " + place() + " is record " + record;
    }
}
