package dev.damson.topology.revision;

import java.time.Instant;

/**
 * Who did what.
 *
 * @param domain empty where the action is not about a domain
 * @param action a word: {@code commit}, {@code sign-in}
 * @param subject what it was done to; text of people, shown inert
 */
public record AuditEntry(Instant at, String actor, String domain, String action, String subject, String detail) {}
