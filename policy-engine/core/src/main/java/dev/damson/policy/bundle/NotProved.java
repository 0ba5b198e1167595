package dev.damson.policy.bundle;

import dev.damson.policy.prove.Proof;

/** Tables that do not mean what their policies say: a fault of the compiler. Nothing of it may be published. */
public final class NotProved extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Proof proof;

    NotProved(String domain, Proof proof) {
        super("the tables of \"" + domain + "\" do not mean what its policies say (a fault of the compiler): "
                + proof.findings().getFirst()
                + (proof.findings().size() > 1 ? ", and " + (proof.findings().size() - 1) + " more" : ""));
        this.proof = proof;
    }

    /** With at least one finding. */
    public Proof proof() {
        return proof;
    }
}
