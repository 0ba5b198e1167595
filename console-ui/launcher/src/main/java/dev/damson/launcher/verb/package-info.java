/**
 * What the launcher does for a person: {@code up}, {@code down}, {@code status}, {@code reset}, {@code password}. Each
 * verb is one class that returns the exit code.
 */
@NullMarked
package dev.damson.launcher.verb;

import org.jspecify.annotations.NullMarked;
