package dev.damson.policy.classify;

import dev.damson.wire.layout.ChainRecord;
import dev.damson.wire.layout.ConnValue;
import dev.damson.wire.layout.FunctionRecord;
import dev.damson.wire.layout.Maps;
import dev.damson.wire.layout.TapState;

/** What a domain's tables may come to. */
public final class PlanLimits {
    /** The highest identity: class tables and flow records hold it in a u16, and 0 is everybody else. */
    public static final int MAX_IDENTITY = 65_535;
    /** The highest rule number: a u16 of the verdict. */
    public static final int MAX_RULE = 65_535;
    /** Records of a table: cells and successors are u16. */
    public static final int MAX_RECORDS = 65_536;
    /** Peer classes of a table: an identity's class is a u16. */
    public static final int MAX_CLASSES = 65_536;
    /**
     * Cells of one table, 8 MiB in the kernel: a public 10,000-rule set needs less than 2 MiB for one subject. A larger
     * one is made in two parts by priority, each within this limit, as is what joins them.
     */
    public static final int MAX_CELLS = 4 << 20;
    /** Cells while a table is made, before equal rows and columns are merged: 128 MiB of the compiler's memory. */
    public static final int MAX_WORKING_CELLS = 32 << 20;
    /** Verdicts that one cell may have one after the other: the judging program unrolls them. */
    public static final int MAX_SUCCESSORS = 32;
    /** Bits of a verdict's tap set. */
    public static final int MAX_TAPS = TapState.MAX_TAPS;

    public static final int MAX_CHAINS = ChainRecord.MAX_CHAINS;
    public static final int MAX_FUNCTIONS = FunctionRecord.MAX_FUNCTIONS;
    /** A connection has room for this many hops, and each end may bring a chain. */
    public static final int MAX_CHAIN_FUNCTIONS = ConnValue.MAX_HOPS / 2;
    /** Of each of the two IPv6 maps. */
    public static final int MAX_IPV6_ENTRIES = Maps.MAX_HOSTS;

    private PlanLimits() {}
}
