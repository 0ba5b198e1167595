package dev.damson.policy.analyse;

/** Why a rule does nothing. */
public enum Idleness {
    /** No packet fits it. */
    NEVER_MATCHES,
    /** Whatever fits it, another rule, an isolation or an earlier tier has decided before. */
    SHADOWED,
    /** It decides, but without it other rules would give the same verdict to each of its packets. */
    REDUNDANT
}
