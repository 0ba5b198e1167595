package dev.damson.edge.kernel;

/** Waiting until every program that ran in the kernel has returned. */
public final class Membarrier {
    private static final int MEMBARRIER_CMD_GLOBAL = 1;

    private Membarrier() {}

    /**
     * Returns after an RCU grace period (4 to 16 ms): no program run that began before the call is still under way, so
     * what only those could reach may be changed or freed. Keep it off the path of a flip.
     */
    public static void awaitRunningPrograms() {
        Syscall.MEMBARRIER.call(
                "(MEMBARRIER_CMD_GLOBAL)", "the kernel needs CONFIG_MEMBARRIER", MEMBARRIER_CMD_GLOBAL, 0, 0);
    }
}
