/**
 * The policy language as immutable values: every kind of object, peer and service that a file may hold.
 * Nothing here decides whether something matches; the interpreter and the compiler each do that on their own, so that
 * one can be held against the other.
 */
@NullMarked
package dev.damson.policy.model;

import org.jspecify.annotations.NullMarked;
