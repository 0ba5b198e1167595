package dev.damson.lab.traffic;

import java.time.Instant;

/** What came of one errand so far; written by its client, read by the status file. */
final class Tally {
    /** One moment's counts; {@code lastOutcome} is {@code ok} or says what went wrong, empty before the first visit. */
    record Sums(long ok, long failed, String lastOutcome, Instant lastTime) {}

    private Sums sums = new Sums(0, 0, "", Instant.EPOCH);

    synchronized void succeeded(Instant when) {
        sums = new Sums(sums.ok() + 1, sums.failed(), "ok", when);
    }

    synchronized void failed(String reason, Instant when) {
        sums = new Sums(sums.ok(), sums.failed() + 1, reason, when);
    }

    synchronized Sums sums() {
        return sums;
    }
}
