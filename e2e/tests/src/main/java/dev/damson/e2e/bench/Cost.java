package dev.damson.e2e.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** What a piece of work took: time on the clock, and processor time of this whole process. */
record Cost(long wallNanos, long processorNanos) {
    interface Work {
        void run() throws Exception;
    }

    static Cost of(Work work) throws Exception {
        var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        long wall = System.nanoTime();
        long processor = system.getProcessCpuTime();
        work.run();
        return new Cost(System.nanoTime() - wall, system.getProcessCpuTime() - processor);
    }

    Cost least(Cost other) {
        return new Cost(Math.min(wallNanos, other.wallNanos), Math.min(processorNanos, other.processorNanos));
    }

    double seconds() {
        return wallNanos / 1e9;
    }

    double processorSeconds() {
        return processorNanos / 1e9;
    }
}
