package dev.damson.policy.plan;

import dev.damson.wire.layout.VerdictRecord;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The class table of one end: {@code records[cells[(ownRow + peerClass) × stride + column]]}.
 *
 * @param rowOfOwn index: the identity of the own address that the packet has; value: how many rows to skip. Only where
 *     a port's addresses are judged differently, which CIDRs can bring about; else empty. An identity beyond the end
 *     skips as many as identity 0
 * @param classOfIdentity index: the peer's identity; an identity beyond the end has class 0
 * @param services by IP protocol (1, 6, 17, 58, 132): 65,536 service classes, indexed by destination port or by ICMP
 *     type &lt;&lt; 8 | code; only protocols whose ports the table tells apart
 * @param serviceOfProtocol 256 service classes, for protocols without an entry in {@code services}
 * @param columnOfService index: service class; value: its column. Where tables of a domain have their service classes
 *     in common; empty: a class is a column
 * @param stride number of columns
 * @param cells classes × stride indexes into records; one beyond them is an open place, which the lower table settles
 * @param records distinct verdicts
 * @param lower only where one table would be too large: a table of the rules behind those of this one
 */
public record EndTable(
        char[] rowOfOwn,
        char[] classOfIdentity,
        SortedMap<Integer, char[]> services,
        char[] serviceOfProtocol,
        char[] columnOfService,
        int stride,
        char[] cells,
        List<VerdictRecord> records,
        Optional<LowerTable> lower) {
    public EndTable {
        records = List.copyOf(records);
    }

    /** A table that decides everything. */
    public EndTable(
            char[] rowOfOwn,
            char[] classOfIdentity,
            SortedMap<Integer, char[]> services,
            char[] serviceOfProtocol,
            char[] columnOfService,
            int stride,
            char[] cells,
            List<VerdictRecord> records) {
        this(
                rowOfOwn,
                classOfIdentity,
                services,
                serviceOfProtocol,
                columnOfService,
                stride,
                cells,
                records,
                Optional.empty());
    }

    /** A table that judges every own address alike and has its service classes for itself. */
    public EndTable(
            char[] classOfIdentity,
            SortedMap<Integer, char[]> services,
            char[] serviceOfProtocol,
            int stride,
            char[] cells,
            List<VerdictRecord> records) {
        this(new char[0], classOfIdentity, services, serviceOfProtocol, new char[0], stride, cells, records);
    }

    /**
     * The verdict of a packet, as the program finds it (before expiry).
     *
     * @param own the identity of the own address
     * @param peer the identity of the other one
     */
    public VerdictRecord verdict(int own, int peer, int protocol, int service) {
        int upper = cell(own, peer, column(protocol, service));
        return records.get(record(
                upper,
                lower.map(LowerTable::table)
                        .map(table -> table.cell(own, peer, table.column(protocol, service)))
                        .orElse(0)));
    }

    /** The number of the cell of two addresses' identities and a column. */
    public int cell(int own, int peer, int column) {
        return (at(rowOfOwn, own) + at(classOfIdentity, peer)) * stride + column;
    }

    /** The column of a protocol and service. */
    public int column(int protocol, int service) {
        var ports = services.get(protocol);
        return column(ports != null ? ports[service] : serviceOfProtocol[protocol]);
    }

    /**
     * The number of the record that two cells come to.
     *
     * @param lowerCell of the lower table; unused where there is none
     */
    public int record(int upperCell, int lowerCell) {
        int found = cells[upperCell];
        return found < records.size() || lower.isEmpty()
                ? found
                : lower.get().record(found - records.size(), lowerCell);
    }

    /** The same classes with other cells. */
    public EndTable with(char[] newCells, List<VerdictRecord> newRecords, Optional<LowerTable> newLower) {
        return new EndTable(
                rowOfOwn,
                classOfIdentity,
                services,
                serviceOfProtocol,
                columnOfService,
                stride,
                newCells,
                newRecords,
                newLower);
    }

    /**
     * The same table for rules with other numbers.
     *
     * @param from the numbers of all rules in it, ascending, without 0, which stays
     * @param to their new numbers, one for each
     */
    public EndTable renumbered(int[] from, int[] to) {
        return new EndTable(
                rowOfOwn,
                classOfIdentity,
                services,
                serviceOfProtocol,
                columnOfService,
                stride,
                cells,
                records.stream()
                        .map(record -> record.withRules(
                                renumbered(record.rule(), from, to), renumbered(record.pendingRule(), from, to)))
                        .toList(),
                lower);
    }

    private static int renumbered(int rule, int[] from, int[] to) {
        return rule == 0 ? 0 : to[Arrays.binarySearch(from, rule)];
    }

    /** The column of a service class. */
    public int column(int serviceClass) {
        return columnOfService.length == 0 ? serviceClass : columnOfService[serviceClass];
    }

    /** How many service classes there can be. */
    public int serviceClasses() {
        return columnOfService.length == 0 ? stride : columnOfService.length;
    }

    private static int at(char[] byIdentity, int identity) {
        return byIdentity.length == 0 ? 0 : byIdentity[identity < byIdentity.length ? identity : 0];
    }

    /** Bytes of the tables in the kernel, those that it shares with others included. */
    public long bytes() {
        return 2L
                        * (rowOfOwn.length
                                + classOfIdentity.length
                                + serviceOfProtocol.length
                                + columnOfService.length
                                + cells.length)
                + 2L * 65_536 * services.size()
                + (long) VerdictRecord.STRUCT.size() * records.size()
                + lower.map(table -> table.table().bytes() + 2L * table.joined().length)
                        .orElse(0L);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EndTable that
                && stride == that.stride
                && Arrays.equals(rowOfOwn, that.rowOfOwn)
                && Arrays.equals(classOfIdentity, that.classOfIdentity)
                && Arrays.equals(serviceOfProtocol, that.serviceOfProtocol)
                && Arrays.equals(columnOfService, that.columnOfService)
                && Arrays.equals(cells, that.cells)
                && records.equals(that.records)
                && lower.equals(that.lower)
                && services.keySet().equals(that.services.keySet())
                && services.keySet().stream().allMatch(key -> Arrays.equals(services.get(key), that.services.get(key)));
    }

    /** Of a few places: whoever looks for an equal table has many that differ everywhere. */
    @Override
    public int hashCode() {
        int few = records.isEmpty() ? 0 : records.getLast().hashCode();
        few = 31 * few + records.size();
        few = 31 * few + cells.length;
        few = 31 * few + stride;
        return 31 * few + classOfIdentity.length;
    }
}
