package dev.damson.policy.model;

/** The two address families. */
public enum IpFamily implements Word {
    IPV4("IPv4", 32),
    IPV6("IPv6", 128);

    private final String word;
    private final int bits;

    IpFamily(String word, int bits) {
        this.word = word;
        this.bits = bits;
    }

    @Override
    public String word() {
        return word;
    }

    /** The length of an address in bits. */
    public int bits() {
        return bits;
    }
}
