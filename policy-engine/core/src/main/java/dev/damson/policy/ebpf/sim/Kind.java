package dev.damson.policy.ebpf.sim;

/** What a register or a spilled stack slot holds. */
enum Kind {
    UNINITIALISED("uninitialised"),
    SCALAR("a number"),
    CONTEXT("the context"),
    PACKET("a packet pointer"),
    PACKET_END("the packet's end"),
    STACK("a stack pointer"),
    MAP("a map"),
    MAP_VALUE("a map value pointer"),
    MAP_VALUE_OR_NULL("a map value pointer that may be null"),
    RESERVATION("a ring buffer reservation"),
    RESERVATION_OR_NULL("a ring buffer reservation that may be null");

    private final String text;

    Kind(String text) {
        this.text = text;
    }

    boolean isPointer() {
        return this != UNINITIALISED && this != SCALAR;
    }

    boolean mayBeNull() {
        return this == MAP_VALUE_OR_NULL || this == RESERVATION_OR_NULL;
    }

    /** What remains once the pointer is known not to be null. */
    Kind notNull() {
        return switch (this) {
            case MAP_VALUE_OR_NULL -> MAP_VALUE;
            case RESERVATION_OR_NULL -> RESERVATION;
            case UNINITIALISED, SCALAR, CONTEXT, PACKET, PACKET_END, STACK, MAP, MAP_VALUE, RESERVATION -> this;
        };
    }

    @Override
    public String toString() {
        return text;
    }
}
