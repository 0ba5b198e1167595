package dev.damson.policy.tables;

import dev.damson.policy.model.End;
import dev.damson.policy.plan.DomainPlan;

/** A table that can be read when somebody asks. */
public record ListedTable(DomainPlan plan, int profile, End end) {
    /** Such as {@code connections that enter group db (db-1, db-2)}; cheap beside {@link #read}. */
    public String title() {
        return TableReading.title(end, new TableReader(plan).judged(profile));
    }

    /** What it says. */
    public TableReading read() {
        return new TableReader(plan).read(profile, end);
    }
}
