package dev.damson.policy.ebpf.sim;

import java.util.Objects;

/** Reads and writes through pointers, each checked as the verifier would. */
final class Memory {
    private final Registers registers;
    private final StackMemory stack;
    private final SocketBuffer packet;
    private final Context context;

    /** Where the last {@link #locate} found its bytes. */
    byte[] bytes = new byte[0];

    int at;

    Memory(Registers registers, StackMemory stack, SocketBuffer packet, Context context) {
        this.registers = registers;
        this.stack = stack;
        this.packet = packet;
        this.context = context;
    }

    void load(int base, int offset, int size, int register) {
        var address = registers.value[base] + offset;
        switch (registers.kind[base]) {
            case PACKET ->
                registers.scalar(register, Region.get(packet.data, inPacket(base, offset, size), size), false);
            case STACK -> stack.load(address, size, register);
            case CONTEXT -> context.load(address, size, register);
            case MAP_VALUE, RESERVATION -> {
                var region = region(base);
                registers.scalar(register, Region.get(region.bytes(), inRegion(region, address, size), size), false);
            }
            case UNINITIALISED, SCALAR, PACKET_END, MAP, MAP_VALUE_OR_NULL, RESERVATION_OR_NULL ->
                throw notAnAddress(base);
        }
    }

    /** Stores a register. */
    void store(int base, int offset, int size, int source) {
        if (registers.kind[source] == Kind.UNINITIALISED) {
            throw Refusal.of("R%d is not initialised", source);
        }
        if (registers.kind[base] == Kind.STACK) {
            stack.store(registers.value[base] + offset, size, source);
            return;
        }
        if (registers.kind[source].isPointer()) {
            throw Refusal.of(
                    "R%d is %s, which would leak into %s", source, registers.kind[source], registers.kind[base]);
        }
        storeNumber(base, offset, size, registers.value[source]);
    }

    /** Stores an immediate. */
    void storeNumber(int base, int offset, int size, long number) {
        var address = registers.value[base] + offset;
        switch (registers.kind[base]) {
            case PACKET -> Region.put(packet.data, inPacket(base, offset, size), size, number);
            case STACK -> stack.storeImmediate(address, size, number);
            case CONTEXT -> context.store(address, size, number);
            case MAP_VALUE, RESERVATION -> {
                var region = writableRegion(base);
                Region.put(region.bytes(), inRegion(region, address, size), size, number);
            }
            case UNINITIALISED, SCALAR, PACKET_END, MAP, MAP_VALUE_OR_NULL, RESERVATION_OR_NULL ->
                throw notAnAddress(base);
        }
    }

    /** Finds memory for an atomic operation: the stack or a map value, aligned. */
    void locateAtomic(int base, int offset, int size) {
        var address = registers.value[base] + offset;
        switch (registers.kind[base]) {
            case STACK -> {
                at = stack.readable(address, size, true);
                bytes = stack.bytes();
                stack.writable(address, size);
            }
            case MAP_VALUE, RESERVATION -> {
                var region = writableRegion(base);
                at = inRegion(region, address, size);
                bytes = region.bytes();
                if (address % size != 0) {
                    throw Refusal.of("an atomic operation of %d bytes at offset %d is not aligned", size, address);
                }
            }
            case PACKET, CONTEXT ->
                throw Refusal.of("R%d is %s; atomic operations need the stack or a map", base, registers.kind[base]);
            case UNINITIALISED, SCALAR, PACKET_END, MAP, MAP_VALUE_OR_NULL, RESERVATION_OR_NULL ->
                throw notAnAddress(base);
        }
    }

    /** Finds memory that a helper reads, or fills. */
    void locate(int base, int size, boolean fills, boolean packetAllowed) {
        var address = registers.value[base];
        switch (registers.kind[base]) {
            case PACKET -> {
                if (!packetAllowed) {
                    throw Refusal.of("R%d is a packet pointer, which this helper does not take", base);
                }
                at = inPacket(base, 0, size);
                bytes = packet.data;
            }
            case STACK -> {
                at = fills ? stack.writable(address, size) : stack.readable(address, size, false);
                bytes = stack.bytes();
            }
            case MAP_VALUE, RESERVATION -> {
                var region = fills ? writableRegion(base) : region(base);
                at = inRegion(region, address, size);
                bytes = region.bytes();
            }
            case UNINITIALISED, SCALAR, CONTEXT, PACKET_END, MAP, MAP_VALUE_OR_NULL, RESERVATION_OR_NULL ->
                throw notAnAddress(base);
        }
    }

    private int inPacket(int base, int offset, int size) {
        var from = registers.value[base] - registers.origin[base] + offset;
        if (from < 0 || from + size > registers.range[base]) {
            throw Refusal.of(
                    "%d bytes at offset %d of R%d are not proven to be in the packet: %d bytes are",
                    size, from, base, registers.range[base]);
        }
        return (int) (registers.value[base] + offset);
    }

    private static int inRegion(Region region, long offset, int size) {
        if (offset < 0 || offset + size > region.size()) {
            throw Refusal.of("%d bytes at offset %d are outside a value of %d bytes", size, offset, region.size());
        }
        return region.base() + (int) offset;
    }

    private Region writableRegion(int base) {
        var region = region(base);
        if (!region.writable()) {
            throw Refusal.of("R%d points into a map that programs may only read", base);
        }
        return region;
    }

    private Region region(int base) {
        return (Region) Objects.requireNonNull(registers.referent[base]);
    }

    private Refusal notAnAddress(int base) {
        var kind = registers.kind[base];
        if (kind == Kind.UNINITIALISED) {
            return Refusal.of("R%d is not initialised", base);
        }
        return Refusal.of("R%d is %s, %s", base, kind, kind.mayBeNull() ? "compare it with 0 first" : "not an address");
    }
}
