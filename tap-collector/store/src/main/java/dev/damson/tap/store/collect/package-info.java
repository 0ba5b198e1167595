/**
 * The collector: a member of a consumer group that turns what Kafka acknowledged into segments, each record exactly
 * once. Its place in a partition is what the store's manifests say, not an offset kept by Kafka.
 */
@NullMarked
package dev.damson.tap.store.collect;

import org.jspecify.annotations.NullMarked;
