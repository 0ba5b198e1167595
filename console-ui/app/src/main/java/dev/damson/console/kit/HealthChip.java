package dev.damson.console.kit;

import dev.damson.director.live.DomainStatus.Health;

/** Whether probes come back through an appliance. */
public final class HealthChip {
    private HealthChip() {}

    public static Chip of(Health health) {
        return switch (health) {
            case UP -> new Chip(Glyph.ALLOWED, "Up", "allowed");
            case DOWN -> new Chip(Glyph.DENIED, "Down", "denied");
            case UNPROVEN -> new Chip(Glyph.UNKNOWN, "Unproven", "unknown");
        };
    }
}
