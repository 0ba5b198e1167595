/**
 * The daemon itself: what it is told, what it keeps, and the one thread on which everything in the kernel changes.
 * Packages below are its parts, in the order in which a revision meets them: control, trust, state, check, domain.
 */
@NullMarked
package dev.damson.edge.agent;

import org.jspecify.annotations.NullMarked;
