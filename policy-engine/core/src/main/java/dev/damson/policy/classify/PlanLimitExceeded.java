package dev.damson.policy.classify;

/** A domain that is larger than the data path's tables; nothing of it may be published. */
public final class PlanLimitExceeded extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String place;
    private final long value;
    private final long limit;

    /**
     * @param place what is too large, such as {@code identities of domain "shop"}
     * @param advice what would be right
     */
    PlanLimitExceeded(String place, long value, long limit, String advice) {
        super(place + ": \"" + value + "\" is more than " + limit + "; " + advice);
        this.place = place;
        this.value = value;
        this.limit = limit;
    }

    public String place() {
        return place;
    }

    public long value() {
        return value;
    }

    public long limit() {
        return limit;
    }

    static void check(String place, long value, long limit, String advice) {
        if (value > limit) {
            throw new PlanLimitExceeded(place, value, limit, advice);
        }
    }
}
