package dev.damson.edge.kernel.net;

/** What happened to the interfaces of a namespace. */
public sealed interface LinkEvent {
    /** One is new, or something about it is. */
    record Changed(NetworkLink link) implements LinkEvent {}

    /** One is gone, or went into another namespace. */
    record Removed(NetworkLink link) implements LinkEvent {}

    /** The kernel had more to say than there was room for: list the interfaces anew. */
    record Lost() implements LinkEvent {}
}
