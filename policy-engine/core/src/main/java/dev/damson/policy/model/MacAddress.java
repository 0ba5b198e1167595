package dev.damson.policy.model;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An Ethernet address.
 *
 * @param bits the 48 bits, the first octet on top
 */
public record MacAddress(long bits) implements Comparable<MacAddress> {
    private static final Pattern FORM = Pattern.compile("[0-9a-fA-F]{2}(:[0-9a-fA-F]{2}){5}");
    private static final long UNIVERSAL_LOCAL_BIT = 0x02L << 56;
    private static final long LINK_LOCAL_PREFIX = 0xfe80L << 48;

    public MacAddress {
        if (bits >>> 48 != 0) {
            throw new IllegalArgumentException("a MAC address has 48 bits");
        }
    }

    /** Reads six hexadecimal octets with colons between; empty if {@code text} is something else. */
    public static Optional<MacAddress> find(String text) {
        return FORM.matcher(text).matches()
                ? Optional.of(new MacAddress(Long.parseLong(text.replace(":", ""), 16)))
                : Optional.empty();
    }

    public static MacAddress parse(String text) {
        return find(text)
                .orElseThrow(() -> new IllegalArgumentException(
                        "\"" + text + "\" is not a MAC address such as 02:00:00:00:01:31"));
    }

    /** Whether frames to it go to more than one receiver (broadcast included). */
    public boolean isMulticast() {
        return (bits >>> 40 & 1) != 0;
    }

    /** The IPv6 link-local address that an interface forms from this MAC (RFC 4291, appendix A). */
    public IpAddress linkLocal() {
        long interfaceId = (bits >>> 24) << 40 | 0xfffeL << 24 | bits & 0xff_ffff;
        return IpAddress.v6(LINK_LOCAL_PREFIX, interfaceId ^ UNIVERSAL_LOCAL_BIT);
    }

    /** Six octets in network order. */
    public byte[] toBytes() {
        byte[] bytes = new byte[6];
        for (int i = 0; i < 6; i++) {
            bytes[i] = (byte) (bits >>> 8 * (5 - i));
        }
        return bytes;
    }

    @Override
    public int compareTo(MacAddress other) {
        return Long.compare(bits, other.bits);
    }

    @Override
    public String toString() {
        var out = new StringBuilder(17);
        for (int shift = 40; shift >= 0; shift -= 8) {
            out.append(Character.forDigit((int) (bits >>> shift + 4) & 0xf, 16))
                    .append(Character.forDigit((int) (bits >>> shift) & 0xf, 16));
            if (shift > 0) {
                out.append(':');
            }
        }
        return out.toString();
    }
}
