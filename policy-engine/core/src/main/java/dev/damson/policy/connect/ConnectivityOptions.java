package dev.damson.policy.connect;

import java.time.Instant;

/**
 * What is asked.
 *
 * @param now rules that have expired by then do not count
 * @param pending as if monitored policies and observed ends were enforced; else what passes now
 */
public record ConnectivityOptions(Vocabulary vocabulary, boolean pending, Instant now) {}
