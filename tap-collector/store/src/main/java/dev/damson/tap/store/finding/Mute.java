package dev.damson.tap.store.finding;

import java.time.Instant;

/** Why a finding is no longer of interest, and who said so. */
public record Mute(String by, String reason, Instant at) {}
