/**
 * Puts a compiled domain together: a manifest and its parts, each named by its SHA-256. The manifest is signed and
 * published by others.
 */
@NullMarked
package dev.damson.policy.bundle;

import org.jspecify.annotations.NullMarked;
