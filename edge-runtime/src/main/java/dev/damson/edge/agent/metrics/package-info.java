/** What the edge counts, in the text format that Prometheus reads. */
@NullMarked
package dev.damson.edge.agent.metrics;

import org.jspecify.annotations.NullMarked;
