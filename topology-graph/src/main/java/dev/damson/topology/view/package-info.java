/**
 * The topology of one domain, gathered for drawing.
 * Workloads, groups, appliances and observed traffic in one reading.
 */
@NullMarked
package dev.damson.topology.view;

import org.jspecify.annotations.NullMarked;
