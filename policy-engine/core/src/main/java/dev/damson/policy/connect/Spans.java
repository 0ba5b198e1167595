package dev.damson.policy.connect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A set of numbers from 0 to 65,535 (ports, or ICMP type &lt;&lt; 8 | code) as the fewest ranges, ascending.
 */
public record Spans(List<Span> spans) {
    static final int LAST = 65_535;
    static final Spans NONE = new Spans(List.of());
    static final Spans ALL = of(0, LAST);

    /** From first to last, both included. */
    public record Span(int first, int last) {}

    public Spans {
        spans = List.copyOf(spans);
    }

    /** One range, both ends included. */
    public static Spans of(int first, int last) {
        return new Spans(List.of(new Span(first, last)));
    }

    public boolean isEmpty() {
        return spans.isEmpty();
    }

    public boolean isAll() {
        return equals(ALL);
    }

    boolean contains(int number) {
        return spans.stream().anyMatch(span -> span.first() <= number && number <= span.last());
    }

    /** What is in either. */
    public Spans or(Spans other) {
        if (isEmpty() || other.isAll()) {
            return other;
        }
        if (other.isEmpty() || isAll()) {
            return this;
        }
        var both = new ArrayList<>(spans);
        both.addAll(other.spans);
        return joined(both);
    }

    /** Any ranges as the fewest. */
    static Spans joined(List<Span> ranges) {
        var joined = new ArrayList<Span>();
        for (Span span :
                ranges.stream().sorted(Comparator.comparingInt(Span::first)).toList()) {
            if (!joined.isEmpty() && span.first() <= joined.getLast().last() + 1) {
                Span before = joined.removeLast();
                joined.add(new Span(before.first(), Math.max(before.last(), span.last())));
            } else {
                joined.add(span);
            }
        }
        return new Spans(joined);
    }

    Spans without(Spans other) {
        if (other.isEmpty() || isEmpty()) {
            return this;
        }
        var left = new ArrayList<Span>();
        for (Span span : spans) {
            int from = span.first();
            for (Span hole : other.spans) {
                if (hole.last() < from || hole.first() > span.last()) {
                    continue;
                }
                if (hole.first() > from) {
                    left.add(new Span(from, hole.first() - 1));
                }
                from = hole.last() + 1;
            }
            if (from <= span.last()) {
                left.add(new Span(from, span.last()));
            }
        }
        return new Spans(left);
    }

    /** Ports, {@code 80,8000-8010}. No packet asks for port 0, so that a range which begins there is told from 1. */
    public String ports() {
        return spans.stream()
                .map(span -> span.first() == 0 && span.last() > 0 ? new Span(1, span.last()) : span)
                .map(span ->
                        span.first() == span.last() ? Integer.toString(span.first()) : span.first() + "-" + span.last())
                .collect(Collectors.joining(","));
    }

    /** Types and codes of ICMP, {@code 3/4,8}; empty if it is all of them. */
    public String types() {
        return isAll()
                ? ""
                : spans.stream().flatMap(span -> types(span).stream()).collect(Collectors.joining(","));
    }

    private static List<String> types(Span span) {
        var texts = new ArrayList<String>();
        for (int type = span.first() >> 8; type <= span.last() >> 8; type++) {
            int first = Math.max(span.first(), type << 8) & 0xff;
            int last = Math.min(span.last(), type << 8 | 0xff) & 0xff;
            String code = first == 0 && last == 0xff ? "" : first == last ? "/" + first : "/" + first + "-" + last;
            texts.add(type + code);
        }
        return texts;
    }
}
