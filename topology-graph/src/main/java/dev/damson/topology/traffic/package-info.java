/**
 * Observed traffic, summed per minute between two endpoints, with verdict and rule.
 * The position in the topic is written with the sums, so nothing counts twice.
 */
@NullMarked
package dev.damson.topology.traffic;

import org.jspecify.annotations.NullMarked;
