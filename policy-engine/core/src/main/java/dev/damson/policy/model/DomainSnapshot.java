package dev.damson.policy.model;

/**
 * What the compiler and the interpreter take: one domain at one moment.
 *
 * @param number the domain's number, {@link #FIRST_NUMBER} to {@link #LAST_NUMBER}
 * @param revision the number of the revision that this is or will be, from 1; 0 for a draft
 */
public record DomainSnapshot(String tenant, String domain, int number, long revision, PolicySet policies) {
    public static final int FIRST_NUMBER = 1;
    /** A VXLAN network identifier has 24 bits. */
    public static final int LAST_NUMBER = (1 << 24) - 1;

    public DomainSnapshot {
        if (number < FIRST_NUMBER || number > LAST_NUMBER) {
            throw new IllegalArgumentException("domain number \"" + number + "\" is not between 1 and " + LAST_NUMBER);
        }
        if (!policies.tenant().equals(tenant) || !policies.domain().name().equals(domain)) {
            throw new IllegalArgumentException(
                    "the policies of " + policies + " are not those of " + tenant + "/" + domain);
        }
    }

    /** A snapshot for offline use, where no graph has given a number. */
    public static DomainSnapshot offline(PolicySet policies) {
        return new DomainSnapshot(policies.tenant(), policies.domain().name(), FIRST_NUMBER, 0, policies);
    }
}
