/**
 * The virtual taps of a domain: what each copies, what it lost, when it ends.
 * A tap is begun, watched, extended and stopped here.
 */
@NullMarked
package dev.damson.console.taps;

import org.jspecify.annotations.NullMarked;
