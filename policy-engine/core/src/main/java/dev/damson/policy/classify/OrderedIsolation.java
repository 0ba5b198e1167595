package dev.damson.policy.classify;

import dev.damson.policy.model.Direction;

/**
 * A policy's isolation in the order of judging.
 *
 * @param number as in the plan's rules
 * @param subjects numbered peer set
 */
record OrderedIsolation(int number, int tier, boolean monitored, Direction direction, int subjects) {
    OrderedIsolation withSubjects(int newNumber, int newSubjects) {
        return new OrderedIsolation(newNumber, tier, monitored, direction, newSubjects);
    }
}
