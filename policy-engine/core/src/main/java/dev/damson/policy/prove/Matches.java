package dev.damson.policy.prove;

import java.util.HashMap;
import java.util.Map;

/** Lists of statements that match a packet, in order, as numbers; 0 is the empty one. */
final class Matches {
    static final int NONE = 0;

    private final Map<Long, Integer> longer = new HashMap<>();

    /** The list with one more statement behind its last. */
    int with(int list, int statement) {
        return longer.computeIfAbsent((long) list << 32 | statement, added -> longer.size() + 1);
    }
}
