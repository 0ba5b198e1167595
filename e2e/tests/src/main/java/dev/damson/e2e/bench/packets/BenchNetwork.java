package dev.damson.e2e.bench.packets;

import dev.damson.edge.kernel.bpf.BpfLink;
import dev.damson.edge.kernel.bpf.BpfMap;
import dev.damson.edge.kernel.bpf.BpfProgram;
import dev.damson.edge.kernel.bpf.PerCpuValues;
import dev.damson.edge.kernel.bpf.ProgramLoader;
import dev.damson.edge.kernel.bpf.TcxHook;
import dev.damson.edge.kernel.bpf.TcxPosition;
import dev.damson.edge.kernel.net.NamespaceThread;
import dev.damson.edge.kernel.net.Netns;
import dev.damson.policy.ebpf.AluOp;
import dev.damson.policy.ebpf.Assembler;
import dev.damson.policy.ebpf.Condition;
import dev.damson.policy.ebpf.Helper;
import dev.damson.policy.ebpf.Register;
import dev.damson.policy.ebpf.Width;
import dev.damson.wire.layout.MapSpec;
import dev.damson.wire.program.ProgramImage;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * A host's network namespace with one end of each port's veth, and another namespace with the workloads' ends, where
 * what arrives is counted and dropped before any protocol sees it. Both go with this object.
 */
final class BenchNetwork implements AutoCloseable {
    private static final int FIRST_INDEX = 100;
    private static final int ACT_SHOT = 2;
    private static final MapSpec ARRIVED = new MapSpec("bench/arrived", MapSpec.Type.PERCPU_ARRAY, 4, 8, 1, 0);
    private static final AtomicInteger NEXT = new AtomicInteger();

    private final String name = "dbench" + ProcessHandle.current().pid() + "x" + NEXT.incrementAndGet();
    private final List<Port> ports;
    private final BpfMap arrived = BpfMap.create(ARRIVED);
    private final List<BpfLink> attached = new ArrayList<>();
    private final NamespaceThread host;

    /**
     * One workload's port.
     *
     * @param slot its number on the host
     * @param domain number of its domain
     */
    record Port(int slot, int domain, int group) {
        String device() {
            return "h" + slot;
        }

        int index() {
            return FIRST_INDEX + slot;
        }

        byte[] mac() {
            return BenchRules.mac(group, BenchRules.MEMBER).toBytes();
        }

        /** The host's own end; a router is addressed by it. */
        byte[] hostMac() {
            return new byte[] {2, 1, 0, 0, (byte) (slot >> 8), (byte) slot};
        }
    }

    BenchNetwork(List<Port> ports) {
        this.ports = List.copyOf(ports);
        Tool.run("", "ip", "netns", "add", name);
        Tool.run("", "ip", "netns", "add", workloads());
        host = NamespaceThread.in(Netns.of(name));
        try {
            wire();
            count();
        } catch (RuntimeException failed) {
            close();
            throw failed;
        }
    }

    private String workloads() {
        return name + "-w";
    }

    private void wire() {
        var lines = new StringBuilder();
        for (var port : ports) {
            lines.append("link add %s index %d address %s type veth peer name w%d index %d address %s netns %s%n"
                    .formatted(
                            port.device(),
                            port.index(),
                            text(port.hostMac()),
                            port.slot(),
                            port.index(),
                            text(port.mac()),
                            workloads()));
            lines.append("link set %s up%n".formatted(port.device()));
        }
        in(lines.toString(), "ip", "-batch", "-");
        var inside = new StringBuilder();
        ports.forEach(port -> inside.append("link set w%d up%n".formatted(port.slot())));
        Tool.run(inside.toString(), "ip", "-netns", workloads(), "-batch", "-");
    }

    private void count() {
        try (var there = NamespaceThread.in(Netns.of(workloads()));
                var program = new ProgramLoader(Map.of(ARRIVED.symbol(), arrived)).load(counting())) {
            there.run(() -> ports.forEach(port -> attach(program, port)));
        }
    }

    /** Counts a packet and drops it. */
    private static ProgramImage counting() {
        var code = new Assembler("arrived");
        var none = code.label("none");
        code.storeImm(Width.W, Register.R10, -4, 0).loadMap(Register.R1, ARRIVED.symbol());
        code.mov(Register.R2, Register.R10).alu(AluOp.ADD, Register.R2, -4);
        code.call(Helper.MAP_LOOKUP_ELEM).jumpIf(Condition.EQ, Register.R0, 0, none);
        code.load(Width.DW, Register.R1, Register.R0, 0).alu(AluOp.ADD, Register.R1, 1);
        code.store(Width.DW, Register.R0, 0, Register.R1).bind(none);
        return code.mov(Register.R0, ACT_SHOT).exit().assemble();
    }

    private void attach(BpfProgram program, Port port) {
        attached.add(BpfLink.attach(program, port.index(), TcxHook.INGRESS, TcxPosition.FIRST));
    }

    /** Attaches a program where the host receives from a port. */
    BpfLink guard(Port port, BpfProgram program) {
        return inHost(() -> BpfLink.attach(program, port.index(), TcxHook.INGRESS, TcxPosition.FIRST));
    }

    List<Port> ports() {
        return ports;
    }

    /** Does something on a thread in the host's namespace. */
    <T> T inHost(Supplier<T> task) {
        return host.get(task);
    }

    /** Runs a tool in the host's namespace. */
    void in(String input, String... command) {
        var line = new ArrayList<>(List.of("ip", "netns", "exec", name));
        line.addAll(List.of(command));
        Tool.run(input, line.toArray(String[]::new));
    }

    /** Packets that workloads have received so far. */
    long arrived() {
        return PerCpuValues.of(arrived, 0).sum(0);
    }

    static String text(byte[] mac) {
        return HexFormat.ofDelimiter(":").formatHex(mac);
    }

    @Override
    public void close() {
        attached.forEach(BpfLink::close);
        host.close();
        arrived.close();
        Tool.run("", "ip", "netns", "delete", workloads());
        Tool.run("", "ip", "netns", "delete", name);
    }
}
