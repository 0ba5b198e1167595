package dev.damson.policy.connect;

import dev.damson.policy.model.IpFamily;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which packets of one address family pass.
 *
 * @param numbers by IP protocol: the ports, or types and codes of ICMP; of any other protocol all or nothing
 */
public record Protocols(SortedMap<Integer, Spans> numbers) {
    static final int ICMP = 1;
    static final int TCP = 6;
    static final int UDP = 17;
    static final int ICMPV6 = 58;
    static final int SCTP = 132;
    static final int LAST = 255;

    static final Protocols NONE = new Protocols(Collections.emptySortedMap());

    private static final String OTHERS = "other protocols";

    public Protocols {
        var some = new TreeMap<>(numbers);
        some.values().removeIf(Spans::isEmpty);
        numbers = Collections.unmodifiableSortedMap(some);
    }

    public boolean isEmpty() {
        return numbers.isEmpty();
    }

    boolean isAll(Vocabulary vocabulary) {
        return vocabulary.protocols().allMatch(protocol -> of(protocol).isAll());
    }

    Spans of(int protocol) {
        return numbers.getOrDefault(protocol, Spans.NONE);
    }

    Protocols or(Protocols other) {
        if (other.isEmpty() || equals(other)) {
            return this;
        }
        if (isEmpty()) {
            return other;
        }
        var both = new TreeMap<>(numbers);
        other.numbers.forEach((protocol, spans) -> both.merge(protocol, spans, Spans::or));
        return new Protocols(both);
    }

    Protocols without(Protocols other) {
        var left = new TreeMap<>(numbers);
        left.replaceAll((protocol, spans) -> spans.without(other.of(protocol)));
        return new Protocols(left);
    }

    /** Whether a packet passes: {@code number} is its port, or type &lt;&lt; 8 | code of ICMP, else 0. */
    boolean contains(int protocol, int number) {
        return of(protocol).contains(number);
    }

    /** ICMP in the other family than its own has neither type nor code: it passes or not. */
    Protocols within(IpFamily family) {
        int foreign = family == IpFamily.IPV4 ? ICMPV6 : ICMP;
        if (of(foreign).isEmpty() || of(foreign).isAll()) {
            return this;
        }
        var within = new TreeMap<>(numbers);
        within.put(foreign, of(foreign).contains(0) ? Spans.ALL : Spans.NONE);
        return new Protocols(within);
    }

    static boolean hasPorts(int protocol) {
        return protocol == TCP || protocol == UDP || protocol == SCTP;
    }

    /** Whether packets of the protocol have a type and a code in this family. */
    static boolean isIcmp(int protocol, IpFamily family) {
        return protocol == (family == IpFamily.IPV4 ? ICMP : ICMPV6);
    }

    /** What passes, by the protocol's name: the ports or types, empty if they are all. */
    SortedMap<String, String> texts(IpFamily family) {
        var texts = new TreeMap<String, String>();
        var others = new TreeMap<Integer, Spans>();
        numbers.forEach((protocol, spans) -> {
            if (hasPorts(protocol)) {
                texts.put(name(protocol), spans.ports());
            } else if (isIcmp(protocol, family)) {
                texts.put(protocol == ICMP ? "ICMP" : "ICMPv6", spans.types());
            } else {
                others.put(protocol, spans);
            }
        });
        long unnamed = Vocabulary.EVERYTHING
                .protocols()
                .filter(protocol -> !hasPorts(protocol) && !isIcmp(protocol, family))
                .count();
        if (others.size() == unnamed) {
            texts.put(OTHERS, "");
        } else {
            others.keySet().forEach(protocol -> texts.put(String.format("protocol %3d", protocol), ""));
        }
        return texts;
    }

    private static String name(int protocol) {
        return switch (protocol) {
            case TCP -> "TCP";
            case UDP -> "UDP";
            default -> "SCTP";
        };
    }
}
