/**
 * Tapped packets as they arrive, straight from Kafka: bounded, with back-pressure, and with every loss counted. An
 * analyst's screen and {@code damson tap tail} are its readers.
 */
@NullMarked
package dev.damson.tap.live;

import org.jspecify.annotations.NullMarked;
