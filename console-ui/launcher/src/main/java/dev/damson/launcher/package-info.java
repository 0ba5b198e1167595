/**
 * The supervisor behind {@code ./damson up}: it starts the servers and the processes of Damson side by side and ends
 * them with itself. Plain JDK, so that it starts at once and has nothing to keep in step.
 */
@NullMarked
package dev.damson.launcher;

import org.jspecify.annotations.NullMarked;
