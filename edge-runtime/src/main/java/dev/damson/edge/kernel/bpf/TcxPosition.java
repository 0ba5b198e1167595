package dev.damson.edge.kernel.bpf;

/** Where in the order of a hook's programs a new link goes. */
public sealed interface TcxPosition {
    /** Before all that are there now; one that comes later can still go before it. */
    record First() implements TcxPosition {}

    /** After all that are there now. */
    record Last() implements TcxPosition {}

    /** @param link the one directly behind */
    record Before(BpfLink link) implements TcxPosition {}

    /** @param link the one directly ahead */
    record After(BpfLink link) implements TcxPosition {}

    TcxPosition FIRST = new First();
    TcxPosition LAST = new Last();
}
