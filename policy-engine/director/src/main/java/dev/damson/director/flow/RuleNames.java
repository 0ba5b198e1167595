package dev.damson.director.flow;

import dev.damson.wire.proto.FlowEvent;

/** Names the rule that decided an event, with the names of the event's own revision. */
@FunctionalInterface
public interface RuleNames {
    /** {@code domain/policy/rule}; empty if the revision or the number is unknown. */
    String of(String tenant, FlowEvent event);
}
