package dev.damson.policy.model;

/** One isolated network of its owner, with its own address space. */
public record Domain(
        Metadata metadata, DefaultAction defaultAction, StateSpec state, Visibility visibility, PayloadTaps payloadTaps)
        implements PolicyObject {
    /** A domain whose payload one person may have copied. */
    public Domain(Metadata metadata, DefaultAction defaultAction, StateSpec state, Visibility visibility) {
        this(metadata, defaultAction, state, visibility, PayloadTaps.ONE_PERSON);
    }

    /** A domain as it is created empty: denies by default, enforces, reports denied flows. */
    public static Domain created(String name) {
        return new Domain(Metadata.of(name, name), DefaultAction.DENY, StateSpec.ENFORCE, Visibility.DENIED);
    }
}
