/** Files with mistakes, and what is said about them. */
@NullMarked
package dev.damson.policy.check;

import org.jspecify.annotations.NullMarked;
