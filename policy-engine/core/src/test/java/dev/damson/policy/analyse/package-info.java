/** Idle rules held against the interpreter, and their words. */
@NullMarked
package dev.damson.policy.analyse;

import org.jspecify.annotations.NullMarked;
