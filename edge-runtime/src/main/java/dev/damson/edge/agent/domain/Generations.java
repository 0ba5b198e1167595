package dev.damson.edge.agent.domain;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which revision a generation of a domain is or was: records in the rings are read some time after they were written.
 * Safe for many threads.
 */
public final class Generations {
    /** Of all domains; a ring is read within a second, so that a few of each are plenty. */
    private static final int REMEMBERED = 4_096;

    private record Key(int domainNumber, int generation) {}

    private final Map<Key, Long> revisions = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Long> eldest) {
            return size() > REMEMBERED;
        }
    };

    synchronized void remember(int domainNumber, int generation, long revision) {
        revisions.put(new Key(domainNumber, generation), revision);
    }

    /** 0 where it is not known any more. */
    public synchronized long revision(int domainNumber, int generation) {
        return revisions.getOrDefault(new Key(domainNumber, generation), 0L);
    }
}
