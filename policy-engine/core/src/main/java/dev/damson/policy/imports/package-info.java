/**
 * Policies of other systems as ours, with their exact meaning. One package a format; each says what it read, what became
 * of it, and every construct that it cannot keep, with its place.
 */
@NullMarked
package dev.damson.policy.imports;

import org.jspecify.annotations.NullMarked;
