package dev.damson.tap.store.search;

import java.util.Arrays;
import java.util.Optional;

/** How a field is compared. */
public enum Comparison {
    EQUAL("="),
    UNEQUAL("!="),
    AT_MOST("<="),
    AT_LEAST(">="),
    LESS("<"),
    MORE(">");

    private final String sign;

    Comparison(String sign) {
        this.sign = sign;
    }

    /** As it is written, in queries and in SQL alike. */
    public String sign() {
        return sign;
    }

    /** Whether it asks for an order and not only for equality. */
    boolean ordered() {
        return this != EQUAL && this != UNEQUAL;
    }

    static Optional<Comparison> of(String sign) {
        return Arrays.stream(values())
                .filter(comparison -> comparison.sign.equals(sign))
                .findFirst();
    }
}
