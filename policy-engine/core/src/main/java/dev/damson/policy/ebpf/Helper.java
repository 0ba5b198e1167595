package dev.damson.policy.ebpf;

import static dev.damson.policy.ebpf.Helper.Argument.ANYTHING;
import static dev.damson.policy.ebpf.Helper.Argument.CONTEXT;
import static dev.damson.policy.ebpf.Helper.Argument.MAP;
import static dev.damson.policy.ebpf.Helper.Argument.MAP_KEY;
import static dev.damson.policy.ebpf.Helper.Argument.MAP_VALUE;
import static dev.damson.policy.ebpf.Helper.Argument.MEMORY;
import static dev.damson.policy.ebpf.Helper.Argument.MEMORY_OR_NULL;
import static dev.damson.policy.ebpf.Helper.Argument.OUTPUT;
import static dev.damson.policy.ebpf.Helper.Argument.RESERVATION;
import static dev.damson.policy.ebpf.Helper.Argument.SIZE;
import static dev.damson.policy.ebpf.Helper.Argument.SIZE_OR_ZERO;
import static dev.damson.policy.ebpf.Helper.Result.INTEGER;
import static dev.damson.policy.ebpf.Helper.Result.MAP_VALUE_OR_NULL;
import static dev.damson.policy.ebpf.Helper.Result.NOTHING;
import static dev.damson.policy.ebpf.Helper.Result.RESERVATION_OR_NULL;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The kernel's helpers that a classifier may call here, with their numbers and prototypes ({@code linux/bpf.h}). */
public enum Helper {
    MAP_LOOKUP_ELEM(1, MAP_VALUE_OR_NULL, MAP, MAP_KEY),
    MAP_UPDATE_ELEM(2, INTEGER, MAP, MAP_KEY, MAP_VALUE, ANYTHING),
    MAP_DELETE_ELEM(3, INTEGER, MAP, MAP_KEY),
    KTIME_GET_NS(5, INTEGER),
    GET_PRANDOM_U32(7, INTEGER),
    GET_SMP_PROCESSOR_ID(8, INTEGER),
    SKB_STORE_BYTES(9, INTEGER, CONTEXT, ANYTHING, MEMORY, SIZE, ANYTHING),
    L3_CSUM_REPLACE(10, INTEGER, CONTEXT, ANYTHING, ANYTHING, ANYTHING, ANYTHING),
    L4_CSUM_REPLACE(11, INTEGER, CONTEXT, ANYTHING, ANYTHING, ANYTHING, ANYTHING),
    TAIL_CALL(12, NOTHING, CONTEXT, MAP, ANYTHING),
    CLONE_REDIRECT(13, INTEGER, CONTEXT, ANYTHING, ANYTHING),
    SKB_VLAN_PUSH(18, INTEGER, CONTEXT, ANYTHING, ANYTHING),
    SKB_VLAN_POP(19, INTEGER, CONTEXT),
    SKB_GET_TUNNEL_KEY(20, INTEGER, CONTEXT, OUTPUT, SIZE, ANYTHING),
    SKB_SET_TUNNEL_KEY(21, INTEGER, CONTEXT, MEMORY, SIZE, ANYTHING),
    REDIRECT(23, INTEGER, ANYTHING, ANYTHING),
    SKB_LOAD_BYTES(26, INTEGER, CONTEXT, ANYTHING, OUTPUT, SIZE),
    CSUM_DIFF(28, INTEGER, MEMORY_OR_NULL, SIZE_OR_ZERO, MEMORY_OR_NULL, SIZE_OR_ZERO, ANYTHING),
    SKB_GET_TUNNEL_OPT(29, INTEGER, CONTEXT, OUTPUT, SIZE),
    SKB_SET_TUNNEL_OPT(30, INTEGER, CONTEXT, MEMORY, SIZE),
    SKB_CHANGE_TYPE(32, INTEGER, CONTEXT, ANYTHING),
    GET_HASH_RECALC(34, INTEGER, CONTEXT),
    SKB_CHANGE_TAIL(38, INTEGER, CONTEXT, ANYTHING, ANYTHING),
    SKB_PULL_DATA(39, INTEGER, CONTEXT, ANYTHING),
    CSUM_UPDATE(40, INTEGER, CONTEXT, ANYTHING),
    SET_HASH_INVALID(41, NOTHING, CONTEXT),
    SKB_CHANGE_HEAD(43, INTEGER, CONTEXT, ANYTHING, ANYTHING),
    SKB_ADJUST_ROOM(50, INTEGER, CONTEXT, ANYTHING, ANYTHING, ANYTHING),
    KTIME_GET_BOOT_NS(125, INTEGER),
    RINGBUF_OUTPUT(130, INTEGER, MAP, MEMORY, SIZE_OR_ZERO, ANYTHING),
    RINGBUF_RESERVE(131, RESERVATION_OR_NULL, MAP, SIZE, ANYTHING),
    RINGBUF_SUBMIT(132, NOTHING, RESERVATION, ANYTHING),
    RINGBUF_DISCARD(133, NOTHING, RESERVATION, ANYTHING),
    RINGBUF_QUERY(134, INTEGER, MAP, ANYTHING),
    REDIRECT_PEER(155, INTEGER, ANYTHING, ANYTHING),
    KTIME_GET_COARSE_NS(160, INTEGER);

    /** What a helper takes at one position. */
    public enum Argument {
        /** Any initialised scalar. */
        ANYTHING,
        /** The program's context. */
        CONTEXT,
        /** A map. */
        MAP,
        /** Initialised memory of the map's key size. */
        MAP_KEY,
        /** Initialised memory of the map's value size. */
        MAP_VALUE,
        /** Initialised memory of the size in the next argument. */
        MEMORY,
        /** As {@link #MEMORY}, or null with size 0. */
        MEMORY_OR_NULL,
        /** Memory of the size in the next argument that the helper fills. */
        OUTPUT,
        /** A positive number of bytes; for reservations one that is known before the program runs. */
        SIZE,
        /** A number of bytes. */
        SIZE_OR_ZERO,
        /** A ring buffer reservation, given back by the call. */
        RESERVATION
    }

    /** What a helper leaves in R0. */
    public enum Result {
        /** A number. */
        INTEGER,
        /** Nothing: R0 is lost. */
        NOTHING,
        /** A pointer to a map's value, or null. */
        MAP_VALUE_OR_NULL,
        /** A pointer to a ring buffer reservation, or null. */
        RESERVATION_OR_NULL
    }

    private static final Set<Helper> CHANGES_PACKET_DATA = Collections.unmodifiableSet(EnumSet.of(
            SKB_STORE_BYTES,
            L3_CSUM_REPLACE,
            L4_CSUM_REPLACE,
            CLONE_REDIRECT,
            SKB_VLAN_PUSH,
            SKB_VLAN_POP,
            SKB_CHANGE_TAIL,
            SKB_PULL_DATA,
            SKB_CHANGE_HEAD,
            SKB_ADJUST_ROOM,
            // The program called might have called any of the others.
            TAIL_CALL));

    private static final Set<Helper> READS_PACKET =
            Collections.unmodifiableSet(EnumSet.of(MAP_LOOKUP_ELEM, MAP_UPDATE_ELEM, MAP_DELETE_ELEM, CSUM_DIFF));

    private final int number;
    private final Result result;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<Argument> arguments;

    Helper(int number, Result result, Argument... arguments) {
        this.number = number;
        this.result = result;
        this.arguments = List.of(arguments);
    }

    /** The kernel's number of the helper. */
    public int number() {
        return number;
    }

    /** What R0 holds afterwards. */
    public Result result() {
        return result;
    }

    /** Types of R1 and following; at most five. */
    public List<Argument> arguments() {
        return arguments;
    }

    /** Whether every packet pointer is void after the call ({@code bpf_helper_changes_pkt_data}). */
    public boolean changesPacketData() {
        return CHANGES_PACKET_DATA.contains(this);
    }

    /** Whether packet memory may be handed to the helper ({@code pkt_access} in its prototype). */
    public boolean readsPacket() {
        return READS_PACKET.contains(this);
    }

    /** The name in listings, without the {@code bpf_} prefix. */
    public String symbol() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The helper with a number, if this list has it. */
    public static Optional<Helper> of(long number) {
        for (var helper : values()) {
            if (helper.number == number) {
                return Optional.of(helper);
            }
        }
        return Optional.empty();
    }
}
