package dev.damson.policy.plan;

import dev.damson.wire.layout.VerdictRecord;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;

/**
 * The class table of one end: {@code records[cells[peerClass × stride + serviceClass]]}.
 *
 * @param classOfIdentity index: the peer's identity; an identity beyond the end has class 0
 * @param services by IP protocol (1, 6, 17, 58, 132): 65,536 service classes, indexed by destination port or by ICMP
 *     type &lt;&lt; 8 | code; only protocols whose ports the table tells apart
 * @param serviceOfProtocol 256 service classes, for protocols without an entry in {@code services}
 * @param stride number of service classes
 * @param cells classes × stride indexes into records
 * @param records distinct verdicts
 */
public record EndTable(
        char[] classOfIdentity,
        SortedMap<Integer, char[]> services,
        char[] serviceOfProtocol,
        int stride,
        char[] cells,
        List<VerdictRecord> records) {
    public EndTable {
        records = List.copyOf(records);
    }

    /** The verdict of a peer's identity and a service, as the program finds it (before expiry). */
    public VerdictRecord verdict(int identity, int protocol, int service) {
        int peer = identity < classOfIdentity.length ? classOfIdentity[identity] : classOfIdentity[0];
        var ports = services.get(protocol);
        int column = ports != null ? ports[service] : serviceOfProtocol[protocol];
        return records.get(cells[peer * stride + column]);
    }

    /** Bytes of the tables in the kernel. */
    public long bytes() {
        return 2L * (classOfIdentity.length + serviceOfProtocol.length + cells.length)
                + 2L * 65_536 * services.size()
                + (long) VerdictRecord.STRUCT.size() * records.size();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EndTable that
                && stride == that.stride
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
