/**
 * The capture store: what was seen, kept in segments of pcapng and Parquet files, written exactly once from Kafka's
 * topics and searched by the console. {@link dev.damson.tap.store.CollectorMain} is the process that writes it.
 */
@NullMarked
package dev.damson.tap.store;

import org.jspecify.annotations.NullMarked;
