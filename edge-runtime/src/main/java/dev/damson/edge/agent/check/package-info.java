/**
 * The edge's own look at programs before the kernel sees them. A stolen key of the director must not mean arbitrary
 * code in the kernel.
 */
@NullMarked
package dev.damson.edge.agent.check;

import org.jspecify.annotations.NullMarked;
