package dev.damson.e2e.bench.packets;

import static dev.damson.policy.ebpf.Register.R0;
import static dev.damson.policy.ebpf.Register.R1;
import static dev.damson.policy.ebpf.Register.R10;
import static dev.damson.policy.ebpf.Register.R2;
import static dev.damson.policy.ebpf.Register.R3;
import static dev.damson.policy.ebpf.Register.R4;
import static dev.damson.policy.ebpf.Register.R5;
import static dev.damson.policy.ebpf.Register.R6;
import static dev.damson.policy.ebpf.Register.R7;
import static dev.damson.policy.ebpf.Register.R8;
import static dev.damson.policy.ebpf.Register.R9;

import dev.damson.edge.kernel.bpf.BpfMap;
import dev.damson.edge.kernel.bpf.BpfProgram;
import dev.damson.edge.kernel.bpf.ProgramLoader;
import dev.damson.edge.kernel.bpf.TestRun;
import dev.damson.policy.ebpf.AluOp;
import dev.damson.policy.ebpf.Assembler;
import dev.damson.policy.ebpf.Helper;
import dev.damson.policy.ebpf.Width;
import dev.damson.wire.layout.MapSpec;
import dev.damson.wire.program.ProgramImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;

/**
 * Sends prepared frames, one after the other and then from the beginning, into interfaces of the host as their wires'
 * other ends would: {@code bpf_clone_redirect} with {@code BPF_F_INGRESS} hands each to the processor's backlog, and the
 * kernel takes it from there as soon as a batch is through.
 */
final class PacketSource implements AutoCloseable {
    /** A packet's place: interface, then the frame. */
    private static final int STRIDE = 96;

    private static final int FRAME_AT = 8;
    /** Far below {@code net.core.netdev_max_backlog} (1,000), so that nothing is lost. */
    private static final int BATCH = 256;

    private static final int BPF_F_INGRESS = 1;
    private static final String PACKETS = "bench/packets";
    private static final MapSpec STATE = new MapSpec("bench/state", MapSpec.Type.ARRAY, 4, 8, 1, 0);

    private final int frameBytes;
    private final BpfMap packets;
    private final BpfMap state;
    private final BpfProgram program;

    /** @param device index of the interface by which it comes in */
    record Packet(int device, byte[] frame) {}

    /**
     * @param list a power of two of frames of equal length
     * @param fresh whether the source port is the packet's number, and each 65,536 packets the frames are taken one place
     *     further, so that every packet is one of a new connection
     */
    PacketSource(List<Packet> list, boolean fresh) {
        frameBytes = list.getFirst().frame().length;
        packets = BpfMap.create(new MapSpec(PACKETS, MapSpec.Type.ARRAY, 4, STRIDE * list.size(), 1, 0));
        state = BpfMap.create(STATE);
        var value = ByteBuffer.allocate(STRIDE * list.size()).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < list.size(); i++) {
            value.putInt(STRIDE * i, list.get(i).device());
            value.put(STRIDE * i + FRAME_AT, list.get(i).frame());
        }
        packets.update(0, value);
        program = new ProgramLoader(Map.of(PACKETS, packets, STATE.symbol(), state)).load(sending(list.size(), fresh));
    }

    private ProgramImage sending(int count, boolean fresh) {
        var code = new Assembler("send");
        code.mov(R6, R1).loadMapValue(R7, STATE.symbol(), 0).load(Width.DW, R8, R7, 0);
        code.mov(R1, R8).alu(AluOp.ADD, R1, 1).store(Width.DW, R7, 0, R1);
        if (fresh) {
            code.store(Width.DW, R10, -8, R8).mov(R1, R8).alu(AluOp.RSH, R1, 16).alu(AluOp.ADD, R8, R1);
        }
        code.alu(AluOp.AND, R8, count - 1);
        code.alu(AluOp.MUL, R8, STRIDE).loadMapValue(R9, PACKETS, 0).alu(AluOp.ADD, R9, R8);
        code.mov(R1, R6).mov(R2, 0).mov(R3, R9).alu(AluOp.ADD, R3, FRAME_AT);
        code.mov(R4, frameBytes).mov(R5, 0).call(Helper.SKB_STORE_BYTES);
        if (fresh) {
            boolean four = frameBytes < Frame.sourcePortAt(false) + 20;
            code.mov(R1, R6).mov(R2, Frame.sourcePortAt(four)).mov(R3, R10).alu(AluOp.ADD, R3, -8);
            code.mov(R4, 2).mov(R5, 0).call(Helper.SKB_STORE_BYTES);
        }
        code.mov(R1, R6).load(Width.W, R2, R9, 0).mov(R3, BPF_F_INGRESS).call(Helper.CLONE_REDIRECT);
        return code.mov(R0, 0).exit().assemble();
    }

    /** Sends batches until so many packets or so much time has gone; call it in the host's namespace. */
    Sent send(long most, long nanos) {
        var batch = TestRun.of(new byte[frameBytes]).repeated(BATCH);
        long begin = System.nanoTime();
        long sent = 0;
        while (sent < most && System.nanoTime() - begin < nanos) {
            program.test(batch);
            sent += BATCH;
        }
        return new Sent(sent, System.nanoTime() - begin);
    }

    record Sent(long packets, long nanos) {}

    @Override
    public void close() {
        program.close();
        packets.close();
        state.close();
    }
}
