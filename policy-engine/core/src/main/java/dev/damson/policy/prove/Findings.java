package dev.damson.policy.prove;

import java.util.ArrayList;
import java.util.List;

/** Collects findings, up to {@link Proof#MOST_FINDINGS}. */
final class Findings {
    private final List<Finding> list = new ArrayList<>();

    void add(String place, String message) {
        if (!isFull()) {
            list.add(new Finding(place, message));
        }
    }

    boolean isFull() {
        return list.size() >= Proof.MOST_FINDINGS;
    }

    boolean isEmpty() {
        return list.isEmpty();
    }

    List<Finding> list() {
        return list;
    }
}
