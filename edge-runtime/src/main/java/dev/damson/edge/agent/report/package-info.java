/**
 * What the edge says about itself: revisions, ports, problems, counters. Each statement replaces the last one of its
 * key.
 */
@NullMarked
package dev.damson.edge.agent.report;

import org.jspecify.annotations.NullMarked;
