package dev.damson.tap.store.search;

import java.util.List;

/**
 * What an answer rests on.
 *
 * @param segments that were asked
 * @param damaged names of segments that had to be left out, since a file of theirs is missing or not what it was
 * @param packets in the segments asked, whether they match or not
 * @param unreadable records from Kafka that made no sense
 * @param missing records that Kafka no longer had when they were to be stored
 */
public record Coverage(int segments, List<String> damaged, long packets, long unreadable, long missing) {
    public Coverage {
        damaged = List.copyOf(damaged);
    }
}
