package dev.damson.director.live;

/** Ends a listener's registration; again has no effect. */
@FunctionalInterface
public interface Subscription extends AutoCloseable {
    @Override
    void close();
}
