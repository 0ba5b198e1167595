/** Taps are described, begun, extended and ended. */
@NullMarked
package dev.damson.console.taps;

import org.jspecify.annotations.NullMarked;
