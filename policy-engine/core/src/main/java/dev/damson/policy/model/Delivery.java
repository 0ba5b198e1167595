package dev.damson.policy.model;

/** Where a tap's copies go. */
public sealed interface Delivery {
    /** To the collector, through Kafka. */
    record Inspection() implements Delivery {}

    /** To a service function of type sensor. */
    record Sensor(String function) implements Delivery {}
}
