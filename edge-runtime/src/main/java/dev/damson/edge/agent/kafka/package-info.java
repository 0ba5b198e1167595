/**
 * The edge's clients of Kafka: one consumer of what it is told, and outboxes for what it says. Enforcement never waits for
 * them.
 */
@NullMarked
package dev.damson.edge.agent.kafka;

import org.jspecify.annotations.NullMarked;
