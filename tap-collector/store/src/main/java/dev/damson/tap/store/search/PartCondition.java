package dev.damson.tap.store.search;

import java.util.ArrayList;

/** Which session parts a request needs, as SQL. */
final class PartCondition {
    private PartCondition() {}

    static Condition of(SearchRequest request) {
        var sql = new StringBuilder("last_nanos >= ? AND first_nanos < ?");
        var parameters = new ArrayList<Object>();
        parameters.add(request.fromNanos());
        parameters.add(request.toNanos());
        request.domain().ifPresent(domain -> {
            sql.append(" AND domain = ?");
            parameters.add(domain);
        });
        request.tap().ifPresent(tap -> {
            sql.append(" AND tap = ?");
            parameters.add(tap);
        });
        var pushed = Condition.ofParts(request.query());
        sql.append(" AND ").append(pushed.sql());
        parameters.addAll(pushed.parameters());
        return new Condition(sql.toString(), parameters);
    }
}
