package dev.damson.launcher.process;

import java.util.Locale;

/** Where a component stands. */
public enum State {
    STARTING,
    READY,
    /** It runs, but has not shown within its patience that it can be used. */
    LATE,
    /** It has died and is started again in a moment. */
    WAITING,
    /** It has died too often; it is not started again. */
    FAILED,
    STOPPING,
    STOPPED;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
