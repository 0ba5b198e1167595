/**
 * Everything that may talk to everything else, and what a change opens and closes: read from the compiled tables, class
 * by class, so that it is exact. Workloads are told one by one, what is outside as ranges of addresses.
 */
@NullMarked
package dev.damson.policy.connect;

import org.jspecify.annotations.NullMarked;
