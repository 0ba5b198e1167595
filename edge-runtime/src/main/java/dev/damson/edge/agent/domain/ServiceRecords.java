package dev.damson.edge.agent.domain;

import dev.damson.edge.agent.maps.HostMaps;
import dev.damson.wire.layout.ChainRecord;
import dev.damson.wire.layout.FunctionRecord;
import dev.damson.wire.layout.InstanceRecord;
import dev.damson.wire.layout.Maps;
import java.nio.ByteBuffer;

/** Writes what the kernel knows of service instances: who they are, which live, and which bucket each serves. */
final class ServiceRecords {
    private ServiceRecords() {}

    /** First the instances, so that no bucket leads to one that is not described. */
    static void write(Generation generation, Insertion insertion, HostMaps host, Liveness liveness) {
        for (var instance : insertion.instances()) {
            var record = new InstanceRecord(
                    instance.insidePort(),
                    instance.outsidePort(),
                    liveness.isAlive(instance.slot()),
                    InstanceRecord.mac(instance.slot(), true),
                    InstanceRecord.mac(instance.slot(), false));
            host.map(Maps.INSTANCES).update(instance.slot(), ByteBuffer.wrap(record.encode()));
        }
        var layout = generation.revision().layout();
        for (var index = 0; index < Math.min(layout.getFunctionsCount(), FunctionRecord.MAX_FUNCTIONS); index++) {
            var function = index;
            var living = insertion.instances().stream()
                    .filter(instance -> instance.function() == function && liveness.isAlive(instance.slot()))
                    .map(ServiceInstance::slot)
                    .toList();
            generation
                    .map(Maps.FUNCTIONS)
                    .update(index, ByteBuffer.wrap(Rendezvous.buckets(living).encode()));
        }
        for (var index = 0; index < Math.min(layout.getChainsCount(), ChainRecord.MAX_CHAINS); index++) {
            var chain = layout.getChains(index);
            var record = new ChainRecord(chain.getFailOpen(), ChainRecord.mark(chain.getName()));
            generation.map(Maps.CHAINS).update(index, ByteBuffer.wrap(record.encode()));
        }
    }
}
