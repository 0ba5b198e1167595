package dev.damson.policy.model;

import java.util.Optional;

/** Observe or enforce per direction; absent: inherited. */
public record StateSpec(Optional<Enforcement> ingress, Optional<Enforcement> egress) {
    public static final StateSpec INHERITED = new StateSpec(Optional.empty(), Optional.empty());
    public static final StateSpec ENFORCE =
            new StateSpec(Optional.of(Enforcement.ENFORCE), Optional.of(Enforcement.ENFORCE));
    public static final StateSpec OBSERVE =
            new StateSpec(Optional.of(Enforcement.OBSERVE), Optional.of(Enforcement.OBSERVE));

    public Optional<Enforcement> of(Direction direction) {
        return switch (direction) {
            case INGRESS -> ingress;
            case EGRESS -> egress;
        };
    }

    public boolean isInherited() {
        return ingress.isEmpty() && egress.isEmpty();
    }
}
