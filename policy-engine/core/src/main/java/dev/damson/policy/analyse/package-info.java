/**
 * Rules that do nothing, found in the classes that every packet belongs to: what is told holds for all packets, and
 * nothing is told that is only likely.
 */
@NullMarked
package dev.damson.policy.analyse;

import org.jspecify.annotations.NullMarked;
