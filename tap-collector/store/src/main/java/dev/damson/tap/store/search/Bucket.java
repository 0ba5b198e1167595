package dev.damson.tap.store.search;

/**
 * Sessions that began in one stretch of time.
 *
 * @param fromNanos where the stretch begins
 * @param denied sessions whose verdict was not to allow
 * @param lost packets that the edge lost just before packets of these sessions
 */
public record Bucket(long fromNanos, long allowed, long denied, long packets, long bytes, long lost) {
    public long sessions() {
        return allowed + denied;
    }
}
