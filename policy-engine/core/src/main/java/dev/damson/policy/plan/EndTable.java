package dev.damson.policy.plan;

import dev.damson.wire.layout.VerdictRecord;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;

/**
 * The class table of one end: {@code records[cells[(ownRow + peerClass) × stride + serviceClass]]}.
 *
 * @param rowOfOwn index: the identity of the own address that the packet has; value: how many rows to skip. Only where
 *     a port's addresses are judged differently, which CIDRs can bring about; else empty. An identity beyond the end
 *     skips as many as identity 0
 * @param classOfIdentity index: the peer's identity; an identity beyond the end has class 0
 * @param services by IP protocol (1, 6, 17, 58, 132): 65,536 service classes, indexed by destination port or by ICMP
 *     type &lt;&lt; 8 | code; only protocols whose ports the table tells apart
 * @param serviceOfProtocol 256 service classes, for protocols without an entry in {@code services}
 * @param stride number of service classes
 * @param cells classes × stride indexes into records
 * @param records distinct verdicts
 */
public record EndTable(
        char[] rowOfOwn,
        char[] classOfIdentity,
        SortedMap<Integer, char[]> services,
        char[] serviceOfProtocol,
        int stride,
        char[] cells,
        List<VerdictRecord> records) {
    public EndTable {
        records = List.copyOf(records);
    }

    /** A table that judges every own address alike. */
    public EndTable(
            char[] classOfIdentity,
            SortedMap<Integer, char[]> services,
            char[] serviceOfProtocol,
            int stride,
            char[] cells,
            List<VerdictRecord> records) {
        this(new char[0], classOfIdentity, services, serviceOfProtocol, stride, cells, records);
    }

    /**
     * The verdict of a packet, as the program finds it (before expiry).
     *
     * @param own the identity of the own address
     * @param peer the identity of the other one
     */
    public VerdictRecord verdict(int own, int peer, int protocol, int service) {
        int row = at(rowOfOwn, own) + at(classOfIdentity, peer);
        var ports = services.get(protocol);
        int column = ports != null ? ports[service] : serviceOfProtocol[protocol];
        return records.get(cells[row * stride + column]);
    }

    private static int at(char[] byIdentity, int identity) {
        return byIdentity.length == 0 ? 0 : byIdentity[identity < byIdentity.length ? identity : 0];
    }

    /** Bytes of the tables in the kernel. */
    public long bytes() {
        return 2L * (rowOfOwn.length + classOfIdentity.length + serviceOfProtocol.length + cells.length)
                + 2L * 65_536 * services.size()
                + (long) VerdictRecord.STRUCT.size() * records.size();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EndTable that
                && stride == that.stride
                && Arrays.equals(rowOfOwn, that.rowOfOwn)
                && Arrays.equals(classOfIdentity, that.classOfIdentity)
                && Arrays.equals(serviceOfProtocol, that.serviceOfProtocol)
                && Arrays.equals(cells, that.cells)
                && records.equals(that.records)
                && services.keySet().equals(that.services.keySet())
                && services.keySet().stream().allMatch(key -> Arrays.equals(services.get(key), that.services.get(key)));
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(cells) * 31 + records.hashCode();
    }
}
