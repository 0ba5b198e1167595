/**
 * The names of the Kafka topics and of the keys in them.
 * Every process takes them from here, so that writers and readers cannot disagree.
 */
@NullMarked
package dev.damson.wire.topic;

import org.jspecify.annotations.NullMarked;
