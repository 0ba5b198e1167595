package dev.damson.policy.tables;

import dev.damson.policy.connect.Spans;
import dev.damson.policy.plan.EndTable;
import dev.damson.policy.plan.LowerTable;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The services that a table tells apart, each with its column; where there is a lower table, with its column there. */
final class Columns {
    private static final int ICMP = 1;
    private static final int ICMPV6 = 58;
    private static final int PROTOCOLS = 256;
    private static final int SERVICES = 65_536;

    private final EndTable table;
    private final Map<Pair, SortedMap<Integer, Spans>> services = new LinkedHashMap<>();
    private final List<Pair> pairs;
    private final int widest;
    private final Map<BitSet, String> texts = new HashMap<>();

    /** @param lower 0 where there is no lower table */
    record Pair(int upper, int lower) {}

    Columns(EndTable table) {
        this.table = table;
        for (int protocol = 0; protocol < PROTOCOLS; protocol++) {
            read(protocol);
        }
        pairs = List.copyOf(services.keySet());
        int found = 0;
        for (int i = 1; i < pairs.size(); i++) {
            found = whole(i) > whole(found) ? i : found;
        }
        widest = found;
    }

    private void read(int protocol) {
        if (!tellsApart(table, protocol)
                && table.lower().map(LowerTable::table).stream().noneMatch(part -> tellsApart(part, protocol))) {
            add(pair(protocol, 0), protocol, 0, SERVICES - 1);
            return;
        }
        int from = 0;
        Pair at = pair(protocol, 0);
        for (int service = 1; service < SERVICES; service++) {
            Pair next = pair(protocol, service);
            if (!next.equals(at)) {
                add(at, protocol, from, service - 1);
                from = service;
                at = next;
            }
        }
        add(at, protocol, from, SERVICES - 1);
    }

    private static boolean tellsApart(EndTable part, int protocol) {
        return part.services().containsKey(protocol);
    }

    private Pair pair(int protocol, int service) {
        return new Pair(
                table.column(protocol, service),
                table.lower()
                        .map(part -> part.table().column(protocol, service))
                        .orElse(0));
    }

    private void add(Pair pair, int protocol, int first, int last) {
        services.computeIfAbsent(pair, added -> new TreeMap<>()).merge(protocol, Spans.of(first, last), Spans::or);
    }

    private long whole(int column) {
        return spans(column).values().stream().filter(Spans::isAll).count();
    }

    private SortedMap<Integer, Spans> spans(int column) {
        return services.getOrDefault(pairs.get(column), new TreeMap<>());
    }

    int count() {
        return pairs.size();
    }

    Pair pair(int column) {
        return pairs.get(column);
    }

    boolean isElse(BitSet columns) {
        return columns.get(widest);
    }

    /** Such as {@code TCP 80,8000-8010, ICMP 8}; what is left when the narrow ones are told is {@code everything else}. */
    String text(BitSet columns) {
        return texts.computeIfAbsent((BitSet) columns.clone(), this::written);
    }

    private String written(BitSet columns) {
        if (columns.cardinality() == count()) {
            return "everything";
        }
        if (isElse(columns)) {
            return "everything else";
        }
        var all = new TreeMap<Integer, Spans>();
        columns.stream()
                .forEach(column -> spans(column).forEach((protocol, spans) -> all.merge(protocol, spans, Spans::or)));
        var parts = new ArrayList<String>();
        all.forEach((protocol, spans) -> parts.add(text(protocol, spans)));
        return String.join(", ", parts);
    }

    private static String text(int protocol, Spans spans) {
        String numbers = spans.isAll() ? "" : protocol == ICMP || protocol == ICMPV6 ? spans.types() : spans.ports();
        return (name(protocol) + " " + numbers).stripTrailing();
    }

    /** What people call an IP protocol that has ports or types; else its number. */
    static String name(int protocol) {
        return switch (protocol) {
            case ICMP -> "ICMP";
            case 6 -> "TCP";
            case 17 -> "UDP";
            case ICMPV6 -> "ICMPv6";
            case 132 -> "SCTP";
            default -> "protocol " + protocol;
        };
    }
}
