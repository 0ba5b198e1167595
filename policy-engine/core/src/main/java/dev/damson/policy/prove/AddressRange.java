package dev.damson.policy.prove;

import dev.damson.policy.model.IpAddress;

/**
 * Addresses that follow one another and have one identity in the shipped table.
 *
 * @param first included
 * @param last included, of the same family
 */
record AddressRange(IpAddress first, IpAddress last, int identity) {
    int family() {
        return first.isIpv4() ? 4 : 6;
    }

    boolean isOne() {
        return first.equals(last);
    }

    @Override
    public String toString() {
        return isOne() ? first.toString() : first + "-" + last;
    }
}
