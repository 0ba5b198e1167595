package dev.damson.tap.live;

import java.time.Duration;

/**
 * What a tail did so far.
 *
 * @param delivered packets given to the listener
 * @param waiting packets read but not given yet
 * @param skippedRecords records of Kafka passed over because the listener was too far behind; each holds one or more
 *     packets of the tenant, not only of the followed tap
 * @param malformedRecords records that are no pcapng
 * @param lostAtEdge packets that the edges say they lost, of those taps whose packets came by
 * @param recordsBehind records in Kafka not read yet
 * @param behind age of the newest packet read while there are more to read; zero otherwise
 */
public record TailCounts(
        long delivered,
        int waiting,
        long skippedRecords,
        long malformedRecords,
        long lostAtEdge,
        long recordsBehind,
        Duration behind) {}
