package dev.damson.policy.model;

import java.util.Optional;

/**
 * A prefix of one family; all host bits of the base are zero.
 *
 * @param prefix 0 to 32 or 128 bits
 */
public record Cidr(IpAddress base, int prefix) implements Comparable<Cidr> {
    public Cidr {
        if (prefix < 0 || prefix > base.family().bits()) {
            throw new IllegalArgumentException("prefix \"" + prefix + "\" is not between 0 and "
                    + base.family().bits() + " for " + base.family().word());
        }
        if (!base.equals(mask(base, prefix))) {
            throw new IllegalArgumentException(
                    "\"" + base + "/" + prefix + "\" has host bits set, write " + mask(base, prefix) + "/" + prefix);
        }
    }

    /** The prefix that holds {@code address}, whose host bits are cleared. */
    public static Cidr around(IpAddress address, int prefix) {
        return new Cidr(mask(address, prefix), prefix);
    }

    /** The prefix of exactly one address. */
    public static Cidr host(IpAddress address) {
        return new Cidr(address, address.family().bits());
    }

    /**
     * Reads {@code address/prefix}.
     *
     * @throws IllegalArgumentException with the value and what would be right
     */
    public static Cidr parse(String text) {
        int slash = text.indexOf('/');
        Optional<IpAddress> address = IpAddress.find(slash < 0 ? text : text.substring(0, slash));
        if (address.isEmpty()) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is not a CIDR, write an address and a prefix length such as 10.1.0.0/24");
        }
        if (slash < 0) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" has no prefix length, write " + host(address.get()) + " for this address alone");
        }
        String digits = text.substring(slash + 1);
        if (digits.isEmpty()
                || digits.length() > 3
                || digits.length() > 1 && digits.charAt(0) == '0'
                || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new IllegalArgumentException("prefix \"" + digits + "\" in \"" + text
                    + "\" is not a number from 0 to " + address.get().family().bits());
        }
        return new Cidr(address.get(), Integer.parseInt(digits));
    }

    public IpFamily family() {
        return base.family();
    }

    public IpAddress first() {
        return base;
    }

    /** The last address of the prefix. */
    public IpAddress last() {
        int hostBits = family().bits() - prefix;
        long lowHost = hostBits >= 64 ? -1 : (1L << hostBits) - 1;
        long highHost = hostBits <= 64 ? 0 : hostBits == 128 ? -1 : (1L << hostBits - 64) - 1;
        return new IpAddress(
                family(), base.high() | highHost, base.low() | (base.isIpv4() ? lowHost & 0xffff_ffffL : lowHost));
    }

    private static IpAddress mask(IpAddress address, int prefix) {
        int hostBits = address.family().bits() - prefix;
        long low = hostBits >= 64 ? 0 : address.low() & -1L << hostBits;
        long high = hostBits <= 64 ? address.high() : hostBits == 128 ? 0 : address.high() & -1L << hostBits - 64;
        return new IpAddress(address.family(), high, low);
    }

    @Override
    public int compareTo(Cidr other) {
        int order = base.compareTo(other.base);
        return order == 0 ? Integer.compare(prefix, other.prefix) : order;
    }

    @Override
    public String toString() {
        return base + "/" + prefix;
    }
}
