package dev.damson.policy.prove;

/**
 * How much was checked.
 *
 * @param ranges address ranges of the shipped table
 * @param peerChecks one list of peers held against one identity
 * @param serviceChecks runs of services that one class and the same rules have; all 65,536 of a protocol are in runs
 * @param cells cells of tables that were held against the interpreter
 * @param verdicts packets that the interpreter judged for them, at every moment at which something expires
 */
public record ProofCounts(long ranges, long peerChecks, long serviceChecks, long cells, long verdicts) {}
