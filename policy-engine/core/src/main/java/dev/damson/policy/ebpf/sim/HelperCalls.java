package dev.damson.policy.ebpf.sim;

import dev.damson.policy.ebpf.Helper;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Checks the arguments of a helper call against the prototype, and does what the kernel would. */
final class HelperCalls {
    /** Largest size that the verifier lets pass (BPF_MAX_VAR_SIZ). */
    private static final long MAXIMUM_SIZE = 1 << 29;

    private final Machine machine;
    private final Registers registers;
    private final Memory memory;
    private final PointerRules pointers;
    private final PacketCalls packets;
    private final RingCalls rings;

    /** Memory behind R1 to R5, where the prototype says memory. */
    private final byte[][] bytes = new byte[6][];

    private final int[] at = new int[6];

    HelperCalls(Machine machine, Registers registers, Memory memory, PointerRules pointers, SocketBuffer packet) {
        this.machine = machine;
        this.registers = registers;
        this.memory = memory;
        this.pointers = pointers;
        packets = new PacketCalls(packet);
        rings = new RingCalls(registers);
    }

    void begin() {
        rings.begin();
    }

    void requireNothingReserved(String when) {
        rings.requireNothingReserved(when);
    }

    /** Calls a helper; the program to go on with if it is a tail call that finds one. */
    @Nullable
    Program call(Helper helper) {
        checkArguments(helper);
        var result = 0L;
        Program next = null;
        switch (helper) {
            case MAP_LOOKUP_ELEM -> {
                var found = table(1).lookup(bytes[2], at[2]);
                registers.clobber();
                registers.nullable(0, Kind.MAP_VALUE_OR_NULL, found);
                return null;
            }
            case RINGBUF_RESERVE -> {
                rings.reserve(ring());
                return null;
            }
            case RINGBUF_SUBMIT, RINGBUF_DISCARD -> rings.release(helper == Helper.RINGBUF_SUBMIT);
            case TAIL_CALL -> {
                next = programs().at(value(3) & 0xffff_ffffL);
                rings.requireNothingReserved("at a tail call");
            }
            case MAP_UPDATE_ELEM -> result = table(1).update(bytes[2], at[2], bytes[3], at[3], value(4));
            case MAP_DELETE_ELEM -> result = table(1).delete(bytes[2], at[2]);
            case RINGBUF_OUTPUT -> result = ring().output(bytes[2], at[2], (int) value(3), value(4));
            case RINGBUF_QUERY -> result = ring().query(value(2));
            case KTIME_GET_NS, KTIME_GET_BOOT_NS, KTIME_GET_COARSE_NS -> result = machine.clock();
            case GET_PRANDOM_U32 -> result = machine.random();
            case GET_SMP_PROCESSOR_ID -> result = 0;
            case SKB_STORE_BYTES -> result = packets.storeBytes(value(2), bytes[3], at[3], (int) value(4), value(5));
            case SKB_LOAD_BYTES -> result = packets.loadBytes(value(2), bytes[3], at[3], (int) value(4));
            case L3_CSUM_REPLACE -> result = packets.replaceHeaderChecksum(value(2), value(3), value(4), value(5));
            case L4_CSUM_REPLACE -> result = packets.replaceTransportChecksum(value(2), value(3), value(4), value(5));
            case CSUM_DIFF ->
                result = Checksum.difference(
                        bytes[1], at[1], (int) value(2), bytes[3], at[3], (int) value(4), (int) value(5));
            // A packet of the simulator carries no hardware checksum to update.
            case CSUM_UPDATE -> result = -524; // ENOTSUPP
            case REDIRECT -> result = packets.redirect((int) value(1), value(2));
            case REDIRECT_PEER -> result = packets.redirectToPeer((int) value(1), value(2));
            case CLONE_REDIRECT -> result = packets.cloneRedirect((int) value(2), value(3));
            case SKB_CHANGE_TYPE -> result = packets.changeType((int) value(2));
            case SKB_CHANGE_TAIL -> result = packets.changeTail(value(2), value(3));
            case SKB_CHANGE_HEAD -> result = packets.changeHead(value(2), value(3));
            case SKB_ADJUST_ROOM -> result = packets.adjustRoom((int) value(2), value(3), value(4));
            case SKB_PULL_DATA -> result = packets.pull(value(2));
            case SKB_VLAN_PUSH -> result = packets.pushVlan((int) value(2), (int) value(3));
            case SKB_VLAN_POP -> result = packets.popVlan();
            case SKB_SET_TUNNEL_KEY -> result = packets.setTunnelKey(bytes[2], at[2], (int) value(3));
            case SKB_GET_TUNNEL_KEY -> result = packets.getTunnelKey(bytes[2], at[2], (int) value(3));
            case SKB_SET_TUNNEL_OPT -> result = packets.setTunnelOption(bytes[2], at[2], (int) value(3));
            case SKB_GET_TUNNEL_OPT -> result = packets.getTunnelOption(bytes[2], at[2], (int) value(3));
            case GET_HASH_RECALC -> result = packets.hash();
            case SET_HASH_INVALID -> packets.forgetHash();
        }
        registers.clobber();
        if (helper.changesPacketData()) {
            registers.forgetPacket();
        }
        if (helper.result() == Helper.Result.INTEGER) {
            registers.scalar(0, result, false);
        } else {
            registers.kind[0] = Kind.UNINITIALISED;
        }
        return next;
    }

    private void checkArguments(Helper helper) {
        var arguments = helper.arguments();
        for (int i = 0; i < arguments.size(); i++) {
            var register = i + 1;
            switch (arguments.get(i)) {
                case ANYTHING -> pointers.requireScalar(register, "the helper");
                case CONTEXT -> require(register, Kind.CONTEXT);
                case MAP -> require(register, Kind.MAP);
                case RESERVATION -> require(register, Kind.RESERVATION);
                case MAP_KEY -> locate(helper, register, table(1).spec().keySize(), false);
                case MAP_VALUE -> locate(helper, register, table(1).spec().valueSize(), false);
                case MEMORY -> locate(helper, register, size(register + 1, 1), false);
                case MEMORY_OR_NULL -> {
                    var size = size(register + 1, 0);
                    if (registers.kind[register] == Kind.SCALAR && registers.value[register] == 0 && size == 0) {
                        bytes[register] = new byte[0];
                    } else {
                        locate(helper, register, size, false);
                    }
                }
                case OUTPUT -> locate(helper, register, size(register + 1, 1), true);
                case SIZE -> size(register, 1);
                case SIZE_OR_ZERO -> size(register, 0);
            }
        }
        if (helper == Helper.RINGBUF_RESERVE && !registers.constant[2]) {
            throw Refusal.of("R2 is not a constant; a reservation has a size that is known before the program runs");
        }
    }

    private void locate(Helper helper, int register, int size, boolean fills) {
        memory.locate(register, size, fills, helper.readsPacket());
        bytes[register] = memory.bytes;
        at[register] = memory.at;
    }

    private int size(int register, int minimum) {
        pointers.requireScalar(register, "a size");
        var size = registers.value[register];
        if (size < minimum || size >= MAXIMUM_SIZE) {
            throw Refusal.of("R%d is \"%d\"; a size here is at least %d", register, size, minimum);
        }
        return (int) size;
    }

    private void require(int register, Kind kind) {
        if (registers.kind[register] != kind) {
            throw Refusal.of("R%d is %s; the helper takes %s", register, registers.kind[register], kind);
        }
    }

    private SimulatedMap table(int register) {
        var map = map(register);
        if (!map.holdsValues()) {
            throw Refusal.of(
                    "a map of type %s does not take this helper", map.spec().type());
        }
        return map;
    }

    private Ring ring() {
        if (map(1) instanceof Ring ring) {
            return ring;
        }
        throw Refusal.of("a map of type %s is not a ring buffer", map(1).spec().type());
    }

    private ProgramTable programs() {
        if (map(2) instanceof ProgramTable table) {
            return table;
        }
        throw Refusal.of(
                "a map of type %s does not hold programs", map(2).spec().type());
    }

    private SimulatedMap map(int register) {
        return (SimulatedMap) Objects.requireNonNull(registers.referent[register]);
    }

    private long value(int register) {
        return registers.value[register];
    }
}
