package dev.damson.policy.bundle;

import com.google.protobuf.ByteString;
import dev.damson.policy.plan.DomainPlan;
import dev.damson.policy.plan.PlannedAddress;
import dev.damson.policy.plan.PlannedFunction;
import dev.damson.policy.plan.PlannedTap;
import dev.damson.wire.program.ProgramImage;
import dev.damson.wire.program.Relocation;
import dev.damson.wire.proto.AddressEntry;
import dev.damson.wire.proto.AddressTable;
import dev.damson.wire.proto.Chain;
import dev.damson.wire.proto.Directory;
import dev.damson.wire.proto.Function;
import dev.damson.wire.proto.IdentityName;
import dev.damson.wire.proto.Instance;
import dev.damson.wire.proto.Layout;
import dev.damson.wire.proto.Program;
import dev.damson.wire.proto.ProgramRelocation;
import dev.damson.wire.proto.RuleName;
import dev.damson.wire.proto.Tap;

/** A plan's parts as messages. */
final class PlanMessages {
    /** Probe addresses count up from here, two an instance (RFC 2544's benchmark range, as SEMANTICS says). */
    private static final int PROBE_BASE = 198 << 24 | 18 << 16;

    private PlanMessages() {}

    static AddressTable addresses(DomainPlan plan) {
        var table = AddressTable.newBuilder();
        for (var address : plan.addresses()) {
            table.addEntries(entry(address));
        }
        return table.build();
    }

    static AddressEntry entry(PlannedAddress address) {
        return AddressEntry.newBuilder()
                .setAddress(ByteString.copyFrom(address.prefix().base().toBytes()))
                .setPrefixLength(address.prefix().prefix())
                .setIdentity(address.identity())
                .setWorkload(address.workload())
                .build();
    }

    static Program program(ProgramImage image) {
        var program =
                Program.newBuilder().setName(image.name()).setInstructions(ByteString.copyFrom(image.instructions()));
        for (var relocation : image.relocations()) {
            program.addRelocations(ProgramRelocation.newBuilder()
                    .setInstruction(relocation.instruction())
                    .setMapValue(relocation.kind() == Relocation.Kind.MAP_VALUE)
                    .setSymbol(relocation.symbol())
                    .setOffset(relocation.offset()));
        }
        return program.build();
    }

    /** Without the programs, which the compiler adds. */
    static Layout layout(DomainPlan plan) {
        var layout = Layout.newBuilder().addAllProfileOfIdentity(plan.profileOfIdentity());
        plan.taps().forEach(tap -> layout.addTaps(tap(tap)));
        int instance = 0;
        for (var function : plan.functions()) {
            layout.addFunctions(function(function, instance));
            instance += function.instances().size();
        }
        plan.chains()
                .forEach(chain -> layout.addChains(Chain.newBuilder()
                        .setName(chain.name())
                        .addAllFunctions(chain.functions())
                        .setFailOpen(chain.failOpen())));
        return layout.build();
    }

    private static Tap tap(PlannedTap tap) {
        return Tap.newBuilder()
                .setName(tap.name())
                .setId(tap.name())
                .setSnapLength(tap.snapLength())
                .setSampleOneIn(tap.sampleOneIn())
                .setPacketsPerSecond(tap.packetsPerSecond())
                .setExpiresUnixNanos(tap.expiresUnixNanos())
                .setToInspection(tap.toInspection())
                .setSensorPort(tap.sensorPort())
                .build();
    }

    private static Function function(PlannedFunction planned, int firstInstance) {
        var function = Function.newBuilder()
                .setName(planned.name())
                .setForwarding(planned.routed() ? Function.Forwarding.ROUTED : Function.Forwarding.BRIDGED);
        int number = firstInstance;
        for (var instance : planned.instances()) {
            function.addInstances(Instance.newBuilder()
                    .setName(instance.name())
                    .setInsidePort(instance.insidePort())
                    .setOutsidePort(instance.outsidePort())
                    .setProbeInside(probe(2 * number))
                    .setProbeOutside(probe(2 * number + 1)));
            number++;
        }
        return function.build();
    }

    private static ByteString probe(int number) {
        int address = PROBE_BASE + number;
        return ByteString.copyFrom(
                new byte[] {(byte) (address >>> 24), (byte) (address >>> 16), (byte) (address >>> 8), (byte) address});
    }

    static Directory directory(DomainPlan plan) {
        var directory = Directory.newBuilder();
        plan.rules()
                .forEach(rule -> directory.addRules(RuleName.newBuilder()
                        .setTier(rule.tier())
                        .setPolicy(rule.policy())
                        .setRule(rule.rule())));
        plan.identities()
                .forEach(identity -> directory.addIdentities(IdentityName.newBuilder()
                        .addAllGroups(identity.groups())
                        .addAllWorkloads(identity.workloads())
                        .setPrefix(identity.prefix())));
        return directory.build();
    }
}
