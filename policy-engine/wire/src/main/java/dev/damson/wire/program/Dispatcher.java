package dev.damson.wire.program;

/** Symbols that the dispatcher of a port refers to. */
public final class Dispatcher {
    /** The entry table of even generations. */
    public static final String EVEN_ENTRY = "host/entry-even";
    /** The entry table of odd generations. */
    public static final String ODD_ENTRY = "host/entry-odd";

    private Dispatcher() {}
}
