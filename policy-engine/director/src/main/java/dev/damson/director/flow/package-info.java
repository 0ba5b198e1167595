/**
 * Flow events of the tenants, summed per minute into observed traffic of the graph.
 * Bounded in memory whatever arrives; what is too much is counted together, not lost.
 */
@NullMarked
package dev.damson.director.flow;

import org.jspecify.annotations.NullMarked;
