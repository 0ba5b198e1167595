package dev.damson.tap.store.search;

import dev.damson.tap.store.search.Query.And;
import dev.damson.tap.store.search.Query.Not;
import dev.damson.tap.store.search.Query.Or;
import dev.damson.tap.store.search.Query.Test;
import dev.damson.tap.store.search.Query.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A condition on merged sessions as SQL. Its text is put together from constants of this package alone; whatever a
 * person typed is a parameter.
 *
 * @param parameters in the order of the text's question marks
 */
record Condition(String sql, List<Object> parameters) {
    private static final Map<String, Long> TRANSPORTS =
            Map.of("icmp", 1L, "tcp", 6L, "udp", 17L, "gre", 47L, "icmpv6", 58L, "sctp", 132L);

    /** Where a word alone is looked for. */
    private static final List<String> NAMES = List.of(
            "source",
            "destination",
            "source_workload",
            "destination_workload",
            "protocol",
            "rule_path",
            "dns_answer",
            "tls_name",
            "http_host",
            "http_path",
            "tap",
            "edge",
            "array_to_string(source_groups, chr(10))",
            "array_to_string(destination_groups, chr(10))",
            "array_to_string(dns_names, chr(10))");

    private static final String NOTHING = "true";

    static Condition of(Query query) {
        var parameters = new ArrayList<Object>();
        return new Condition(sql(query, parameters), parameters);
    }

    /**
     * The part of a query that every part of a matching session fulfils too, so that the others need not be merged.
     * Weaker than the query, never stronger.
     */
    static Condition ofParts(Query query) {
        var parameters = new ArrayList<Object>();
        var tests = query instanceof And and ? and.parts() : List.of(query);
        var sql = tests.stream()
                .filter(Condition::holdsForParts)
                .map(test -> sql(test, parameters))
                .collect(Collectors.joining(" AND "));
        return new Condition(sql.isEmpty() ? NOTHING : sql, parameters);
    }

    private static boolean holdsForParts(Query query) {
        return switch (query) {
            case Test test -> test.field().inEveryPart();
            case Not not -> holdsForParts(not.query());
            case And and -> and.parts().stream().allMatch(Condition::holdsForParts);
            case Or or -> or.parts().stream().allMatch(Condition::holdsForParts);
            case Word _ -> false;
        };
    }

    private static String sql(Query query, List<Object> parameters) {
        return switch (query) {
            case And and -> joined(and.parts(), " AND ", parameters);
            case Or or -> joined(or.parts(), " OR ", parameters);
            case Not not -> "(NOT " + sql(not.query(), parameters) + ")";
            case Word word -> anywhere(word.text(), parameters);
            case Test test -> test(test, parameters);
        };
    }

    private static String joined(List<Query> parts, String with, List<Object> parameters) {
        return parts.isEmpty()
                ? NOTHING
                : parts.stream().map(part -> sql(part, parameters)).collect(Collectors.joining(with, "(", ")"));
    }

    private static String anywhere(String text, List<Object> parameters) {
        var pattern = "(?i)" + pattern(text, "[^\\n]*");
        return NAMES.stream()
                .map(column -> {
                    parameters.add(pattern);
                    return "regexp_matches(" + column + ", ?)";
                })
                .collect(Collectors.joining(" OR ", "(", ")"));
    }

    private static String test(Test test, List<Object> parameters) {
        if (test.comparison() == Comparison.UNEQUAL) {
            return "(NOT " + test(new Test(test.field(), Comparison.EQUAL, test.value()), parameters) + ")";
        }
        UnaryOperator<String> column = switch (test.value()) {
            case Value.Addresses range ->
                name -> {
                    parameters.add(range.low());
                    parameters.add(range.high());
                    return name + " BETWEEN ? AND ?";
                };
            case Value.Numbers range -> name -> number(name, test.comparison(), range, parameters);
            case Value.Text text -> name -> text(test.field(), name, text, parameters);
        };
        return test.field().columns().stream().map(column).collect(Collectors.joining(" OR ", "(", ")"));
    }

    private static String number(String column, Comparison comparison, Value.Numbers range, List<Object> parameters) {
        parameters.add(range.low());
        if (comparison.ordered()) {
            return column + " " + comparison.sign() + " ?";
        }
        parameters.add(range.high());
        return column + " BETWEEN ? AND ?";
    }

    private static String text(Field field, String column, Value.Text value, List<Object> parameters) {
        if (field.kind() == Field.Kind.PROTOCOL) {
            var transport = TRANSPORTS.get(value.text().toLowerCase(Locale.ROOT));
            if (transport != null) {
                parameters.add(transport);
                return "network = ?";
            }
        }
        boolean list = field.kind() == Field.Kind.TEXTS;
        if (!value.hasWildcard()) {
            parameters.add(value.text().toLowerCase(Locale.ROOT));
            return list
                    ? "list_contains(list_transform(" + column + ", lambda x: lower(x)), ?)"
                    : "lower(" + column + ") = ?";
        }
        parameters.add("(?i)(^|\\n)" + pattern(value.text(), "[^\\n]*") + "($|\\n)");
        return "regexp_matches(" + (list ? "array_to_string(" + column + ", chr(10))" : column) + ", ?)";
    }

    /** A regular expression that means the text, with every other character as itself. */
    private static String pattern(String text, String wildcard) {
        var pattern = new StringBuilder();
        text.codePoints().forEach(point -> {
            if (point == '*') {
                pattern.append(wildcard);
            } else if (Character.isLetterOrDigit(point)) {
                pattern.appendCodePoint(point);
            } else {
                pattern.append("\\x{").append(Integer.toHexString(point)).append('}');
            }
        });
        return pattern.toString();
    }
}
