package dev.damson.tap.store.search;

import dev.damson.tap.store.search.QueryTokens.Token;
import dev.damson.tap.store.segment.AddressKey;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads the value of a test as its field wants it. */
final class ValueReader {
    /** Numbers as the wire's enumeration of verdicts has them. */
    private static final Map<String, Long> VERDICTS =
            Map.of("allowed", 1L, "denied", 2L, "deny", 2L, "rejected", 3L, "reject", 3L);

    private static final Pattern NUMBER = Pattern.compile("([0-9]{1,15})([kMG]?)");
    private static final Pattern ADDRESS = Pattern.compile("[0-9a-fA-F:.]+");

    private ValueReader() {}

    static Value read(Field field, Comparison comparison, Token token) throws QueryException {
        boolean orderable = field.kind() == Field.Kind.NUMBER;
        if (comparison.ordered() && !orderable) {
            throw new QueryException(
                    token.position(), field.word() + " is compared with = or !=, not with " + comparison.sign());
        }
        return switch (field.kind()) {
            case ADDRESS -> addresses(token);
            case NUMBER -> numbers(token, comparison);
            case VERDICT -> verdict(token);
            case TEXT, TEXTS, PROTOCOL -> new Value.Text(token.text());
        };
    }

    private static Value verdict(Token token) throws QueryException {
        var number = VERDICTS.get(token.text().toLowerCase(Locale.ROOT));
        if (number == null) {
            throw new QueryException(token.position(), "a verdict is allowed, denied or rejected");
        }
        return new Value.Numbers(number, number);
    }

    private static Value numbers(Token token, Comparison comparison) throws QueryException {
        var parts = token.text().split("-", -1);
        if (parts.length > 2 || parts.length == 2 && comparison.ordered()) {
            throw new QueryException(token.position(), "\"" + token.text() + "\" is no number");
        }
        long low = number(parts[0], token);
        long high = number(parts[parts.length - 1], token);
        if (low > high) {
            throw new QueryException(token.position(), "the range \"" + token.text() + "\" is the wrong way round");
        }
        return new Value.Numbers(low, high);
    }

    private static long number(String text, Token token) throws QueryException {
        var matcher = NUMBER.matcher(text);
        if (!matcher.matches()) {
            throw new QueryException(
                    token.position(), "\"" + token.text() + "\" is no number such as 443, 8000-8010, 10k, 5M or 1G");
        }
        long factor = switch (matcher.group(2)) {
            case "k" -> 1_000L;
            case "M" -> 1_000_000L;
            case "G" -> 1_000_000_000L;
            default -> 1L;
        };
        try {
            return Math.multiplyExact(Long.parseLong(matcher.group(1)), factor);
        } catch (ArithmeticException tooLarge) {
            throw new QueryException(token.position(), "\"" + token.text() + "\" is too large");
        }
    }

    private static Value addresses(Token token) throws QueryException {
        var text = token.text();
        int slash = text.indexOf('/');
        var address = address(slash < 0 ? text : text.substring(0, slash), token);
        int bits = 8 * address.length;
        int length = slash < 0 ? bits : prefix(text.substring(slash + 1), bits, token);
        var low = address.clone();
        var high = address.clone();
        for (int bit = length; bit < bits; bit++) {
            low[bit / 8] &= (byte) ~(0x80 >> bit % 8);
            high[bit / 8] |= (byte) (0x80 >> bit % 8);
        }
        return new Value.Addresses(AddressKey.of(low), AddressKey.of(high));
    }

    private static int prefix(String text, int bits, Token token) throws QueryException {
        if (text.matches("[0-9]{1,3}") && Integer.parseInt(text) <= bits) {
            return Integer.parseInt(text);
        }
        throw new QueryException(token.position(), "a prefix length is 0 to " + bits + ", not \"" + text + "\"");
    }

    private static byte[] address(String text, Token token) throws QueryException {
        boolean four = text.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
        if (four || text.indexOf(':') >= 0 && ADDRESS.matcher(text).matches()) {
            try {
                // Only literals come here, so that no name is ever resolved.
                return InetAddress.getByName(text).getAddress();
            } catch (UnknownHostException malformed) {
                // said below
            }
        }
        throw new QueryException(
                token.position(), "\"" + text + "\" is no address such as 10.1.0.11, 10.1.0.0/16 or fd00:1::11");
    }
}
