/**
 * The hosts that enforce the domain: what each runs, and what it says is wrong.
 * An edge that is not on the head revision drifts.
 */
@NullMarked
package dev.damson.console.edges;

import org.jspecify.annotations.NullMarked;
