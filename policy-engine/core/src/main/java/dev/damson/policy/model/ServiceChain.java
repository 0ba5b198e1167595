package dev.damson.policy.model;

import java.util.List;

/** Service functions in the order in which the initiator's packets meet them. */
public record ServiceChain(Metadata metadata, List<String> functions, FailurePolicy onFailure) implements PolicyObject {
    /** A connection entry has room for this many hops. */
    public static final int MOST_FUNCTIONS = 8;

    public ServiceChain {
        functions = List.copyOf(functions);
    }
}
