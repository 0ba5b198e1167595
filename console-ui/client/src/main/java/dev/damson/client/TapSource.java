package dev.damson.client;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Words of a command line as the parts of a VirtualTap. What they mean is checked by the server, as of a file. */
final class TapSource {
    private static final Pattern DURATION =
            Pattern.compile("(?:(\\d{1,5})d)?(?:(\\d{1,6})h)?(?:(\\d{1,7})m)?(?:(\\d{1,8})s)?");

    private TapSource() {}

    /** @param words {@code any}, {@code external}, or kind and name, as in {@code group:web} */
    static JsonNode peers(String option, List<String> words) {
        var peers = Api.JSON.createArrayNode();
        words.forEach(word -> peers.add(peer(option, word)));
        return peers;
    }

    private static ObjectNode peer(String option, String word) {
        var node = Api.JSON.createObjectNode();
        if (word.equals("any") || word.equals("external")) {
            return node.put(word, true);
        }
        var colon = word.indexOf(':');
        var kind = colon < 0 ? "" : word.substring(0, colon);
        if (!List.of("group", "workload", "cidr").contains(kind)) {
            throw new ClientException(
                    ClientException.USAGE,
                    option + " \"" + word + "\" is no peer: write group:web, workload:web-1, cidr:10.0.0.0/8, any or"
                            + " external");
        }
        return node.put(kind, word.substring(colon + 1));
    }

    /** @param words {@code any}, or protocol and port, as in {@code tcp/5432} */
    static JsonNode services(List<String> words) {
        var services = Api.JSON.createArrayNode();
        words.forEach(word -> services.add(service(word)));
        return services;
    }

    private static ObjectNode service(String word) {
        var slash = word.indexOf('/');
        var protocol = slash < 0 ? word : word.substring(0, slash);
        var node = Api.JSON.createObjectNode().put("protocol", protocol(protocol));
        if (slash < 0) {
            return node;
        }
        var number = word.substring(slash + 1);
        boolean icmp = protocol.toLowerCase(Locale.ROOT).startsWith("icmp");
        return number.matches("\\d{1,9}")
                ? node.put(icmp ? "type" : "port", Integer.parseInt(number))
                : node.put(icmp ? "type" : "port", number);
    }

    private static String protocol(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "any" -> "any";
            case "icmpv6" -> "ICMPv6";
            default -> word.toUpperCase(Locale.ROOT);
        };
    }

    /** {@code 8h}, {@code 1d12h} */
    static Duration duration(String option, String word) {
        var parts = DURATION.matcher(word);
        if (word.isEmpty() || !parts.matches()) {
            throw new ClientException(
                    ClientException.USAGE, option + " \"" + word + "\" is no duration: write 30m, 8h or 7d");
        }
        return Duration.ofDays(number(parts.group(1)))
                .plusHours(number(parts.group(2)))
                .plusMinutes(number(parts.group(3)))
                .plusSeconds(number(parts.group(4)));
    }

    private static long number(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
