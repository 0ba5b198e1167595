package dev.damson.wire.topic;

/** Keys of an edge's topic and of its report, as UTF-8 text. */
public final class EdgeKeys {
    /** The only key of an edge's topic. */
    public static final String BINDINGS = "bindings";

    private EdgeKeys() {}
}
