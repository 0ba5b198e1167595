/**
 * What would make a denied connection work: the smallest changes of policies that allow it, each with the exact extra
 * connectivity that it would open.
 */
@NullMarked
package dev.damson.policy.remedy;

import org.jspecify.annotations.NullMarked;
