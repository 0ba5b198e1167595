/** The semantics sentence by sentence. */
@NullMarked
package dev.damson.policy.interpret;

import org.jspecify.annotations.NullMarked;
