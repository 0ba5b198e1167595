package dev.damson.policy.model;

/** The protocols that have ports. */
public enum Transport implements Word {
    TCP("TCP", 6),
    UDP("UDP", 17),
    SCTP("SCTP", 132);

    private final String word;
    private final int number;

    Transport(String word, int number) {
        this.word = word;
        this.number = number;
    }

    @Override
    public String word() {
        return word;
    }

    /** IANA's protocol number. */
    public int number() {
        return number;
    }
}
