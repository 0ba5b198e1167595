package dev.damson.policy.classify;

import dev.damson.wire.layout.VerdictRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The distinct verdicts of a table. */
final class RecordBook {
    private final String place;
    private final List<VerdictRecord> records = new ArrayList<>();
    private final Map<VerdictRecord, Integer> numbers = new HashMap<>();

    RecordBook(String place) {
        this.place = place;
    }

    int number(VerdictRecord record) {
        return numbers.computeIfAbsent(record, added -> {
            PlanLimitExceeded.check(
                    "verdicts of a table of " + place,
                    records.size() + 1L,
                    PlanLimits.MAX_RECORDS,
                    "let fewer rules expire at different times");
            records.add(added);
            return records.size() - 1;
        });
    }

    List<VerdictRecord> records() {
        return records;
    }
}
