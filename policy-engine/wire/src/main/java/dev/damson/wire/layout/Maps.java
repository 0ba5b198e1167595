package dev.damson.wire.layout;

import static dev.damson.wire.layout.MapSpec.MMAPABLE;
import static dev.damson.wire.layout.MapSpec.NO_PREALLOC;
import static dev.damson.wire.layout.MapSpec.Type.ARRAY;
import static dev.damson.wire.layout.MapSpec.Type.HASH;
import static dev.damson.wire.layout.MapSpec.Type.LPM_TRIE;
import static dev.damson.wire.layout.MapSpec.Type.LRU_HASH;
import static dev.damson.wire.layout.MapSpec.Type.PERCPU_ARRAY;
import static dev.damson.wire.layout.MapSpec.Type.PROG_ARRAY;
import static dev.damson.wire.layout.MapSpec.Type.RINGBUF;

import java.util.List;

/** Every map of the data path. Tables of a revision ({@code table/<sha-256>}) are sized by their blob. */
public final class Maps {
    /** Ports of a host. */
    public static final int MAX_PORTS = 1024;
    /** Domains on a host. */
    public static final int MAX_DOMAINS = 256;
    /** Service instances on a host. */
    public static final int MAX_INSTANCES = 256;
    /** Established connections of a host, preallocated: about 15 MB. */
    public static final int MAX_CONNECTIONS = 65_536;
    /** Half-open connections of a domain; the oldest go first under a flood. */
    public static final int MAX_HALF_OPEN = 8_192;
    /** Datagrams of a domain that are in fragments now, about 1 MB; the oldest go first under a flood. */
    public static final int MAX_FRAGMENTED = 1_024;
    /** Addresses (of workloads) that a host can deliver to or answer for. */
    public static final int MAX_HOSTS = 65_536;
    /** Pairs of a domain and another edge that hosts it. */
    public static final int MAX_EDGES = 16_384;
    /** Bytes of a ring: at most 4 MB, since a ring costs twice its size in resident memory. */
    public static final int RING_BYTES = 4 << 20;

    /** Place of a domain in {@code host/live}: generation in the high 32 bits, epoch in the low ones; 0 = none. */
    public static final MapSpec LIVE = new MapSpec("host/live", ARRAY, 4, 8 * MAX_DOMAINS, 1, MMAPABLE);

    public static final MapSpec HOST = new MapSpec("host/host", ARRAY, 4, HostState.STRUCT.size(), 1, MMAPABLE);
    public static final MapSpec PORTS = new MapSpec("host/ports", ARRAY, 4, PortRecord.STRUCT.size(), MAX_PORTS, 0);
    public static final MapSpec META = new MapSpec("host/meta", PERCPU_ARRAY, 4, Meta.STRUCT.size(), 1, 0);
    /** Room for a ring record that is put together before it is handed over. */
    public static final MapSpec SCRATCH =
            new MapSpec("host/scratch", PERCPU_ARRAY, 4, TapRecord.STRUCT.size() + TapRecord.MAX_CAPTURED, 1, 0);

    public static final MapSpec CONNECTIONS =
            new MapSpec("host/connections", HASH, ConnKey.STRUCT.size(), ConnValue.STRUCT.size(), MAX_CONNECTIONS, 0);
    /** Established connections by owning port. */
    public static final MapSpec PORT_CONNECTIONS = new MapSpec("host/port-connections", ARRAY, 4, 8, MAX_PORTS, 0);

    public static final MapSpec HOSTS =
            new MapSpec("host/hosts", HASH, HostEntry.KEY.size(), HostEntry.VALUE.size(), MAX_HOSTS, NO_PREALLOC);
    /** Which hosts speak for a domain through the tunnel. */
    public static final MapSpec EDGES =
            new MapSpec("host/edges", HASH, EdgeEntry.KEY.size(), EdgeEntry.VALUE.size(), MAX_EDGES, NO_PREALLOC);

    public static final MapSpec INSTANCES =
            new MapSpec("host/instances", ARRAY, 4, InstanceRecord.STRUCT.size(), MAX_INSTANCES, 0);
    public static final MapSpec INSTANCE_COUNTERS =
            new MapSpec("host/instance-counters", PERCPU_ARRAY, 4, InstanceCounters.STRUCT.size(), MAX_INSTANCES, 0);
    public static final MapSpec TAP_RING = new MapSpec("host/tap-ring", RINGBUF, 0, 0, RING_BYTES, 0);
    public static final MapSpec FLOW_RING = new MapSpec("host/flow-ring", RINGBUF, 0, 0, RING_BYTES / 4, 0);
    public static final MapSpec SUPPRESS =
            new MapSpec("host/suppress", LRU_HASH, SuppressKey.STRUCT.size(), SuppressKey.VALUE.size(), 8_192, 0);
    /** Index: port slot × {@link DropReason#STRIDE} + reason. */
    public static final MapSpec DROPS = new MapSpec("host/drops", PERCPU_ARRAY, 4, 8, MAX_PORTS * DropReason.STRIDE, 0);
    /** Index: port slot; the time up to which the port's answers to rejected packets are spent. */
    public static final MapSpec REJECTS = new MapSpec("host/rejects", ARRAY, 4, 8, MAX_PORTS, 0);
    /** Flow events lost because the ring was full, per CPU. */
    public static final MapSpec LOST_EVENTS = new MapSpec("host/lost-events", PERCPU_ARRAY, 4, 8, 1, 0);

    public static final MapSpec HALF_OPEN =
            new MapSpec("domain/half-open", LRU_HASH, ConnKey.STRUCT.size(), ConnValue.STRUCT.size(), MAX_HALF_OPEN, 0);
    public static final MapSpec FRAGMENTS = new MapSpec(
            "domain/fragments", LRU_HASH, FragmentState.KEY.size(), FragmentState.VALUE.size(), MAX_FRAGMENTED, 0);
    public static final MapSpec TAPS =
            new MapSpec("domain/taps", ARRAY, 4, TapState.STRUCT.size(), TapState.MAX_TAPS, 0);
    public static final MapSpec FUNCTIONS =
            new MapSpec("domain/functions", ARRAY, 4, FunctionRecord.STRUCT.size(), FunctionRecord.MAX_FUNCTIONS, 0);
    public static final MapSpec CHAINS =
            new MapSpec("domain/chains", ARRAY, 4, ChainRecord.STRUCT.size(), ChainRecord.MAX_CHAINS, 0);
    public static final MapSpec CHAIN_COUNTERS = new MapSpec(
            "domain/chain-counters", PERCPU_ARRAY, 4, ChainCounters.STRUCT.size(), ChainRecord.MAX_CHAINS, 0);

    /** Dispatcher's jump table, one of each parity of a generation; index: port slot. */
    public static final MapSpec ENTRY = new MapSpec("generation/entry", PROG_ARRAY, 4, 4, MAX_PORTS, 0);
    /** Judging programs for the origin's end; index: port slot. */
    public static final MapSpec FROM = new MapSpec("generation/from", PROG_ARRAY, 4, 4, MAX_PORTS, 0);
    /** Judging programs for the target's end; index: port slot. */
    public static final MapSpec TO = new MapSpec("generation/to", PROG_ARRAY, 4, 4, MAX_PORTS, 0);
    /** Index: domain slot. */
    public static final MapSpec FINISH = new MapSpec("generation/finish", PROG_ARRAY, 4, 4, MAX_DOMAINS, 0);
    /** What a packet of the domain enters that comes through the tunnel; index: domain slot. */
    public static final MapSpec ARRIVAL = new MapSpec("generation/arrival", PROG_ARRAY, 4, 4, MAX_DOMAINS, 0);
    /** IPv4 addresses to identities: {@link AddressTrie}. Sized by the revision. */
    public static final String ADDRESSES_4 = "generation/addresses4";
    /** IPv6 host addresses to identities (u32). */
    public static final MapSpec HOSTS_6 = new MapSpec("generation/hosts6", HASH, 16, 4, MAX_HOSTS, NO_PREALLOC);
    /** IPv6 prefixes to identities (u32); key: prefix length (u32), address. */
    public static final MapSpec PREFIXES_6 =
            new MapSpec("generation/prefixes6", LPM_TRIE, 20, 4, MAX_HOSTS, NO_PREALLOC);

    public static final List<MapSpec> HOST_MAPS = List.of(
            LIVE,
            HOST,
            PORTS,
            META,
            SCRATCH,
            CONNECTIONS,
            PORT_CONNECTIONS,
            HOSTS,
            EDGES,
            INSTANCES,
            INSTANCE_COUNTERS,
            TAP_RING,
            FLOW_RING,
            SUPPRESS,
            DROPS,
            REJECTS,
            LOST_EVENTS);

    public static final List<MapSpec> DOMAIN_MAPS =
            List.of(HALF_OPEN, FRAGMENTS, TAPS, FUNCTIONS, CHAINS, CHAIN_COUNTERS);

    /** The two of each parity exist once on a host; programs of generation g are bound to the pair g &amp; 1. */
    public static final List<MapSpec> PARITY_MAPS = List.of(ENTRY, FROM, TO, FINISH, ARRIVAL);

    /** Made anew for each generation of a domain (beside {@link #ADDRESSES_4}). */
    public static final List<MapSpec> GENERATION_MAPS = List.of(HOSTS_6, PREFIXES_6);

    private Maps() {}
}
