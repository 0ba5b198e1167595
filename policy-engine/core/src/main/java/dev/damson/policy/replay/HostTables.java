package dev.damson.policy.replay;

import dev.damson.policy.ebpf.sim.Machine;
import dev.damson.wire.layout.HostEntry;
import dev.damson.wire.layout.InstanceRecord;
import dev.damson.wire.layout.MapSpec;
import dev.damson.wire.layout.Maps;
import dev.damson.wire.layout.PortRecord;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** What an edge knows of its ports, before any revision. */
final class HostTables {
    private static final int QUOTA = 1024;

    private final Machine machine;
    private final int domain;

    HostTables(Machine machine, int domain) {
        this.machine = machine;
        this.domain = domain;
    }

    void fill(List<SimulatedPort> ports) {
        for (var port : ports) {
            put(Maps.PORTS, index(port.slot()), record(port).encode());
            for (var address : port.addresses()) {
                put(
                        Maps.HOSTS,
                        HostEntry.key(domain, address.toBytes()),
                        HostEntry.value(port.mac().toBytes(), port.slot()));
            }
        }
        instances(ports);
    }

    private void instances(List<SimulatedPort> ports) {
        var instances = new TreeSet<Integer>();
        for (var port : ports) {
            if (port.kind() == PortRecord.Kind.SERVICE_IN) {
                instances.add(port.instance());
            }
        }
        for (int instance : instances) {
            int inside = slot(ports, instance, PortRecord.Kind.SERVICE_IN);
            int outside = slot(ports, instance, PortRecord.Kind.SERVICE_OUT);
            put(Maps.INSTANCES, index(instance), instance(instance, inside, outside, true));
        }
    }

    static byte[] instance(int slot, int inside, int outside, boolean alive) {
        return new InstanceRecord(
                        inside, outside, alive, InstanceRecord.mac(slot, true), InstanceRecord.mac(slot, false))
                .encode();
    }

    private static int slot(List<SimulatedPort> ports, int instance, PortRecord.Kind kind) {
        return ports.stream()
                .filter(port -> port.kind() == kind && port.instance() == instance)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("instance " + instance + " has no port " + kind))
                .slot();
    }

    private PortRecord record(SimulatedPort port) {
        var four = new ArrayList<byte[]>();
        var six = new ArrayList<byte[]>();
        port.addresses().forEach(address -> (address.isIpv4() ? four : six).add(address.toBytes()));
        return new PortRecord(
                port.ifindex(),
                domain,
                SimulatedEdge.DOMAIN_SLOT,
                port.kind(),
                PortRecord.REDIRECT_PEER,
                port.mac().toBytes(),
                four,
                six,
                port.instance(),
                QUOTA,
                0);
    }

    private void put(MapSpec map, byte[] key, byte[] value) {
        machine.map(map).put(key, value);
    }

    static byte[] index(int value) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array();
    }

    static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
