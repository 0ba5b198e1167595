package dev.damson.policy.prove;

import java.util.Locale;

/**
 * How much was checked.
 *
 * @param ranges address ranges of the shipped table
 * @param peerChecks one list of peers held against one identity
 * @param serviceChecks runs of services that one class and the same rules have; all 65,536 of a protocol are in runs
 * @param cells cells of tables that were held against the interpreter's verdicts, in this proof or in an earlier one of
 *     the very same
 * @param verdicts packets that the interpreter judged in this proof, one for all that the same rules and taps match, at
 *     every moment at which something expires
 */
public record ProofCounts(long ranges, long peerChecks, long serviceChecks, long cells, long verdicts) {
    /** Such as {@code 3,233 address ranges, 261,124 cells and 261,124 verdicts of the interpreter}. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%,d address ranges, %,d cells and %,d verdicts of the interpreter",
                ranges,
                cells,
                verdicts);
    }
}
