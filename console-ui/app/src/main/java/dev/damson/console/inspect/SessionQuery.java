package dev.damson.console.inspect;

import dev.damson.console.filter.Filter;
import dev.damson.console.filter.Term;
import dev.damson.console.place.Place;
import dev.damson.tap.store.search.Query;
import dev.damson.tap.store.search.QueryException;
import dev.damson.tap.store.search.QueryParser;
import dev.damson.tap.store.search.SearchRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is asked of stored sessions, as the address holds it: the filter that all views share, and in {@code find} the
 * parts that only sessions understand. All of them must hold.
 *
 * @param parts of {@code find}, each a query of its own
 * @param idle terms of the filter that say nothing about sessions
 */
record SessionQuery(Filter filter, List<String> parts, List<Term> idle, Query query) {
    static final String KEY = "find";

    private static final Pattern SIMPLE = Pattern.compile(
            "\\s*([a-zA-Z]+(?:\\.[a-zA-Z]+)?)\\s*(!?=)\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^\\s\"()=<>!]+))\\s*");

    SessionQuery {
        parts = List.copyOf(parts);
        idle = List.copyOf(idle);
    }

    static SessionQuery of(Place place) {
        var idle = new ArrayList<Term>();
        var queries = new ArrayList<Query>();
        for (var term : place.filter().terms()) {
            try {
                queries.add(QueryParser.parse(text(term)));
            } catch (QueryException foreign) {
                idle.add(term);
            }
        }
        var parts = QueryParts.split(place.extra(KEY, ""));
        var understood = new ArrayList<String>();
        for (var part : parts) {
            try {
                queries.add(QueryParser.parse(part));
                understood.add(part);
            } catch (QueryException brokenLink) {
                idle.add(new Term(Term.ANY, false, part));
            }
        }
        return new SessionQuery(place.filter(), understood, idle, new Query.And(queries));
    }

    /**
     * The place with one more condition.
     *
     * @throws QueryException if it is none; then nothing changes
     */
    static Place with(Place place, String typed) throws QueryException {
        QueryParser.parse(typed);
        var filter = place.filter();
        var more = new ArrayList<>(QueryParts.split(place.extra(KEY, "")));
        for (var part : QueryParts.split(typed)) {
            var simple = SIMPLE.matcher(part);
            if (simple.matches()) {
                var value = simple.group(3) == null
                        ? simple.group(4)
                        : simple.group(3).replaceAll("\\\\(.)", "$1");
                filter = filter.with(new Filter(
                        List.of(new Term(simple.group(1), simple.group(2).equals("!="), value))));
            } else if (!more.contains(part)) {
                more.add(part);
            }
        }
        return place.filtered(filter).with(KEY, QueryParts.join(more));
    }

    static Place without(Place place, String part) {
        return place.with(
                KEY,
                QueryParts.join(QueryParts.split(place.extra(KEY, "")).stream()
                        .filter(each -> !each.equals(part))
                        .toList()));
    }

    static Place negate(Place place, String part) {
        return place.with(
                KEY,
                QueryParts.join(QueryParts.split(place.extra(KEY, "")).stream()
                        .map(each -> each.equals(part) ? QueryParts.negate(each) : each)
                        .toList()));
    }

    static Place cleared(Place place) {
        return place.filtered(Filter.NONE).with(KEY, "");
    }

    boolean isEmpty() {
        return filter.isEmpty() && parts.isEmpty();
    }

    SearchRequest in(Place place, TimeRange range) {
        var request = SearchRequest.of(place.domain().tenant(), range.from(), range.to(), query)
                .ofDomain(place.domain().domain());
        var tap = place.extra(InspectPage.TAP, "");
        return tap.isEmpty() ? request : request.ofTap(tap);
    }

    /** For a person to read. */
    @Override
    public String toString() {
        return Stream.concat(filter.terms().stream().map(Term::toString), parts.stream())
                .collect(Collectors.joining(" and "));
    }

    /** A term of the shared filter in the words of a query: who it is about may be a name or an address. */
    private static String text(Term term) {
        var value = '"' + term.value().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
        var text = switch (term.key()) {
            case Term.ANY -> value;
            case "src" -> either("src.", term.value(), value);
            case "dst" -> either("dst.", term.value(), value);
            case "host", "workload" -> either("", term.value(), value);
            default -> term.key() + " = " + value;
        };
        return term.negated() ? "not (" + text + ")" : text;
    }

    private static String either(String end, String raw, String quoted) {
        var address = raw.matches("[0-9.]+(/[0-9]+)?|[0-9a-fA-F:]*:[0-9a-fA-F:.]*(/[0-9]+)?");
        return address ? end + "ip = " + raw : end + "workload = " + quoted;
    }
}
