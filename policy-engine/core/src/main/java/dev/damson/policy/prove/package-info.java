/**
 * Checks that a plan means what the policies say, sharing no code with what made it: every class is uniform for every
 * rule, and every cell is what the reference interpreter says.
 */
@NullMarked
package dev.damson.policy.prove;

import org.jspecify.annotations.NullMarked;
