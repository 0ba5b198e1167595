/** Connectivity held against the interpreter, and its words. */
@NullMarked
package dev.damson.policy.connect;

import org.jspecify.annotations.NullMarked;
