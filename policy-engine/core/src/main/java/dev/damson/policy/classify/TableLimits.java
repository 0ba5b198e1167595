package dev.damson.policy.classify;

/**
 * How large tables are made, within what {@link PlanLimits} allow.
 *
 * @param cellsOfOne a table with more cells is made in two parts by priority
 */
public record TableLimits(int cellsOfOne) {
    public static final TableLimits USUAL = new TableLimits(PlanLimits.MAX_CELLS);
}
