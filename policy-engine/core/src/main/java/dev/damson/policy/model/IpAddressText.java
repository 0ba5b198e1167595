package dev.damson.policy.model;

import java.util.Optional;
import java.util.OptionalInt;

/** Addresses as text: strict when reading, RFC 5952 when writing. */
final class IpAddressText {
    private static final int GROUPS = 8;

    private IpAddressText() {}

    static Optional<IpAddress> parse(String text) {
        if (text.indexOf(':') < 0) {
            var bits = ipv4(text);
            return bits.isPresent() ? Optional.of(IpAddress.v4(bits.getAsInt())) : Optional.empty();
        }
        return ipv6(text);
    }

    private static OptionalInt ipv4(String text) {
        String[] octets = text.split("\\.", -1);
        if (octets.length != 4) {
            return OptionalInt.empty();
        }
        int bits = 0;
        for (String octet : octets) {
            if (octet.isEmpty()
                    || octet.length() > 3
                    || octet.length() > 1 && octet.charAt(0) == '0'
                    || !octet.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return OptionalInt.empty();
            }
            int value = Integer.parseInt(octet);
            if (value > 255) {
                return OptionalInt.empty();
            }
            bits = bits << 8 | value;
        }
        return OptionalInt.of(bits);
    }

    private static Optional<IpAddress> ipv6(String text) {
        String hex = text;
        int embedded = text.lastIndexOf(':') + 1;
        if (text.indexOf('.', embedded) >= 0) {
            var bits = ipv4(text.substring(embedded));
            if (bits.isEmpty()) {
                return Optional.empty();
            }
            hex = text.substring(0, embedded)
                    + Integer.toHexString(bits.getAsInt() >>> 16)
                    + ":"
                    + Integer.toHexString(bits.getAsInt() & 0xffff);
        }
        int gap = hex.indexOf("::");
        if (gap >= 0 && hex.indexOf("::", gap + 1) >= 0) {
            return Optional.empty();
        }
        int[] groups = new int[GROUPS];
        if (gap < 0) {
            return fill(groups, hex, 0) == GROUPS ? Optional.of(join(groups)) : Optional.empty();
        }
        int before = fill(groups, hex.substring(0, gap), 0);
        int[] tail = new int[GROUPS];
        int after = fill(tail, hex.substring(gap + 2), 0);
        if (before < 0 || after < 0 || before + after >= GROUPS) {
            return Optional.empty();
        }
        System.arraycopy(tail, 0, groups, GROUPS - after, after);
        return Optional.of(join(groups));
    }

    /** Returns how many groups {@code text} holds, or -1. */
    private static int fill(int[] groups, String text, int from) {
        if (text.isEmpty()) {
            return from;
        }
        String[] parts = text.split(":", -1);
        if (parts.length > GROUPS) {
            return -1;
        }
        for (int i = 0; i < parts.length; i++) {
            String part = parts[i];
            if (part.isEmpty() || part.length() > 4 || !part.chars().allMatch(IpAddressText::isHex)) {
                return -1;
            }
            groups[from + i] = Integer.parseInt(part, 16);
        }
        return from + parts.length;
    }

    private static boolean isHex(int c) {
        return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
    }

    private static IpAddress join(int[] groups) {
        long high = 0;
        long low = 0;
        for (int i = 0; i < 4; i++) {
            high = high << 16 | groups[i];
            low = low << 16 | groups[i + 4];
        }
        return IpAddress.v6(high, low);
    }

    static String print(IpAddress address) {
        if (address.isIpv4()) {
            return ipv4((int) address.low());
        }
        if (address.isIpv4Mapped()) {
            return "::ffff:" + ipv4((int) address.low());
        }
        int[] groups = new int[GROUPS];
        for (int i = 0; i < GROUPS; i++) {
            groups[i] = (int) ((i < 4 ? address.high() : address.low()) >>> 16 * (3 - i % 4)) & 0xffff;
        }
        int start = -1;
        int length = 1;
        for (int i = 0; i < GROUPS; i++) {
            int end = i;
            while (end < GROUPS && groups[end] == 0) {
                end++;
            }
            if (end - i > length) {
                start = i;
                length = end - i;
            }
        }
        var out = new StringBuilder();
        for (int i = 0; i < GROUPS; i++) {
            if (i == start) {
                out.append("::");
                i += length - 1;
                continue;
            }
            if (!out.isEmpty() && out.charAt(out.length() - 1) != ':') {
                out.append(':');
            }
            out.append(Integer.toHexString(groups[i]));
        }
        return out.toString();
    }

    private static String ipv4(int bits) {
        return (bits >>> 24) + "." + (bits >>> 16 & 0xff) + "." + (bits >>> 8 & 0xff) + "." + (bits & 0xff);
    }
}
