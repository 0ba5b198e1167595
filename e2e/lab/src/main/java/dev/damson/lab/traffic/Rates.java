package dev.damson.lab.traffic;

import java.time.Duration;

/**
 * How often each client visits each address of each server. Together under 50 connections a second on one machine, so
 * that graphs and taps have something to show while a small machine stays idle.
 */
record Rates(Duration web, Duration app, Duration database, Duration names, Duration ping, Duration forbidden) {
    /** Two web servers with two addresses each every 800 ms: five visits a second. */
    static final Rates STEADY = new Rates(
            Duration.ofMillis(800),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(3),
            Duration.ofSeconds(1),
            // Two addresses: one attempt every two seconds.
            Duration.ofSeconds(4));

    /** Tenants after the first are there to be told apart, not to fill the screen. */
    static final int SLOWER = 4;

    Rates slower() {
        return new Rates(
                web.multipliedBy(SLOWER),
                app.multipliedBy(SLOWER),
                database.multipliedBy(SLOWER),
                names.multipliedBy(SLOWER),
                ping.multipliedBy(SLOWER),
                forbidden.multipliedBy(SLOWER));
    }
}
