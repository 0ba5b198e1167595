/**
 * The running product seen from outside: browser, kernel, soak and benchmarks.
 * What a promise of the architecture says is carried by a test in here or in the module that keeps it.
 */
@NullMarked
package dev.damson.e2e;

import org.jspecify.annotations.NullMarked;
