package dev.damson.policy.connect;

import java.util.stream.IntStream;

/** Which protocols are told. */
public enum Vocabulary {
    /** TCP, UDP and SCTP: all that Kubernetes' policies speak of. */
    PORTS,
    /** Every IP protocol. */
    EVERYTHING;

    /** The protocols' numbers, ascending. */
    IntStream protocols() {
        return switch (this) {
            case PORTS -> IntStream.of(Protocols.TCP, Protocols.UDP, Protocols.SCTP);
            case EVERYTHING -> IntStream.rangeClosed(0, Protocols.LAST);
        };
    }
}
