package dev.damson.policy.model;

import java.util.Optional;

/**
 * An IPv4 or IPv6 address, exact in 128 bits. An IPv4-mapped IPv6 address (::ffff:0:0/96) is an IPv6 address: on the
 * wire it stands in an IPv6 header, so it never equals the IPv4 address that it embeds.
 *
 * @param high the upper 64 bits, 0 for IPv4
 * @param low the lower 64 bits; for IPv4 the address as an unsigned 32-bit number
 */
public record IpAddress(IpFamily family, long high, long low) implements Comparable<IpAddress> {
    public IpAddress {
        if (family == IpFamily.IPV4 && (high != 0 || low >>> 32 != 0)) {
            throw new IllegalArgumentException("an IPv4 address has 32 bits");
        }
    }

    public static IpAddress v4(int bits) {
        return new IpAddress(IpFamily.IPV4, 0, Integer.toUnsignedLong(bits));
    }

    public static IpAddress v6(long high, long low) {
        return new IpAddress(IpFamily.IPV6, high, low);
    }

    /** From 4 or 16 bytes in network order. */
    public static IpAddress of(byte[] bytes) {
        if (bytes.length != 4 && bytes.length != 16) {
            throw new IllegalArgumentException("an address has 4 or 16 bytes, not " + bytes.length);
        }
        long high = 0;
        long low = 0;
        for (byte octet : bytes) {
            high = high << 8 | low >>> 56;
            low = low << 8 | octet & 0xff;
        }
        return bytes.length == 4 ? v4((int) low) : v6(high, low);
    }

    /** Reads {@code text}; empty if it is not an address. No zone, no leading zeros in IPv4, no prefix. */
    public static Optional<IpAddress> find(String text) {
        return IpAddressText.parse(text);
    }

    /**
     * As {@link #find}, for text that is known to be an address.
     *
     * @throws IllegalArgumentException if it is not
     */
    public static IpAddress parse(String text) {
        return find(text)
                .orElseThrow(() -> new IllegalArgumentException("\"" + text + "\" is not an IPv4 or IPv6 address"));
    }

    public boolean isIpv4() {
        return family == IpFamily.IPV4;
    }

    /** Whether this is an IPv6 address of ::ffff:0:0/96. */
    public boolean isIpv4Mapped() {
        return family == IpFamily.IPV6 && high == 0 && low >>> 32 == 0xffff;
    }

    /** The IPv4 address that an IPv4-mapped address embeds. */
    public Optional<IpAddress> embeddedIpv4() {
        return isIpv4Mapped() ? Optional.of(v4((int) low)) : Optional.empty();
    }

    /** 4 or 16 bytes in network order. */
    public byte[] toBytes() {
        byte[] bytes = new byte[family.bits() / 8];
        for (int i = 0; i < bytes.length; i++) {
            int fromEnd = bytes.length - 1 - i;
            bytes[i] = (byte) (fromEnd < 8 ? low >>> 8 * fromEnd : high >>> 8 * (fromEnd - 8));
        }
        return bytes;
    }

    /** The address after this one, unless this is the last of its family. */
    public Optional<IpAddress> next() {
        if (isIpv4()) {
            return low == 0xffff_ffffL ? Optional.empty() : Optional.of(new IpAddress(family, 0, low + 1));
        }
        if (low != -1) {
            return Optional.of(v6(high, low + 1));
        }
        return high == -1 ? Optional.empty() : Optional.of(v6(high + 1, 0));
    }

    /** The address before this one, unless this is the first of its family. */
    public Optional<IpAddress> previous() {
        if (low != 0) {
            return Optional.of(new IpAddress(family, high, low - 1));
        }
        return high == 0 ? Optional.empty() : Optional.of(v6(high - 1, -1));
    }

    /** IPv4 before IPv6, then unsigned. */
    @Override
    public int compareTo(IpAddress other) {
        int order = family.compareTo(other.family);
        if (order == 0) {
            order = Long.compareUnsigned(high, other.high);
        }
        return order == 0 ? Long.compareUnsigned(low, other.low) : order;
    }

    /** Canonical: dotted decimal, or RFC 5952. */
    @Override
    public String toString() {
        return IpAddressText.print(this);
    }
}
