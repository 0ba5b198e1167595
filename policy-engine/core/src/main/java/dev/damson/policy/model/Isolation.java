package dev.damson.policy.model;

import java.util.List;

/** For these subjects and direction, what the policy's tier has not allowed by its end is denied. */
public record Isolation(List<Peer> subjects, Direction direction) {
    public Isolation {
        subjects = List.copyOf(subjects);
    }
}
