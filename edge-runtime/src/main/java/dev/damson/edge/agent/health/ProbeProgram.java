package dev.damson.edge.agent.health;

import dev.damson.edge.kernel.bpf.BpfProgram;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The program that puts a probe on a wire: {@code clone_redirect(skb, ifindex, 0)} sends a copy out of an interface, and so
 * to a veth's other end. It is never attached, only run on a frame that we give.
 */
final class ProbeProgram {
    private static final int CLONE_REDIRECT = 13;
    private static final byte MOV_IMMEDIATE = (byte) 0xb7;
    private static final byte CALL = (byte) 0x85;
    private static final byte EXIT = (byte) 0x95;
    private static final int INSTRUCTIONS = 4;
    private static final int SLOT_BYTES = 8;

    private ProbeProgram() {}

    /** @param interfaceIndex in the namespace of the thread that will run it */
    static BpfProgram towards(int interfaceIndex) {
        var code = ByteBuffer.allocate(INSTRUCTIONS * SLOT_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        instruction(code, MOV_IMMEDIATE, 2, interfaceIndex);
        instruction(code, MOV_IMMEDIATE, 3, 0);
        instruction(code, CALL, 0, CLONE_REDIRECT);
        instruction(code, EXIT, 0, 0);
        return BpfProgram.load("probe", code.array());
    }

    private static void instruction(ByteBuffer code, byte opcode, int register, int immediate) {
        code.put(opcode).put((byte) register).putShort((short) 0).putInt(immediate);
    }
}
