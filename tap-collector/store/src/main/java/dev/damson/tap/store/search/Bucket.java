package dev.damson.tap.store.search;

/**
 * Sessions that began in one stretch of time.
 *
 * @param fromNanos where the stretch begins
 * @param denied sessions whose verdict was not to allow
 */
public record Bucket(long fromNanos, long allowed, long denied, long packets, long bytes) {}
