/** Addresses as text and numbers, and sets of objects. */
@NullMarked
package dev.damson.policy.model;

import org.jspecify.annotations.NullMarked;
