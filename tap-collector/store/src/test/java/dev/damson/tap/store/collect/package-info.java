/**
 * Tests of the collector, with a real Kafka and real files.
 */
@NullMarked
package dev.damson.tap.store.collect;

import org.jspecify.annotations.NullMarked;
