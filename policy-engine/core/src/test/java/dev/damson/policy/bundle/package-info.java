/** Tests of whole compilations. */
@NullMarked
package dev.damson.policy.bundle;

import org.jspecify.annotations.NullMarked;
