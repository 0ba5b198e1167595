/**
 * {@code damson up}: starts servers, console, collector, edge and laboratory as sibling processes and ends with them.
 * Uses the JDK alone, so that it starts before anything else is resolved.
 */
@NullMarked
package dev.damson.launcher;

import org.jspecify.annotations.NullMarked;
