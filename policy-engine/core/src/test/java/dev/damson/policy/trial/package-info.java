/** Policy tests, run. */
@NullMarked
package dev.damson.policy.trial;

import org.jspecify.annotations.NullMarked;
