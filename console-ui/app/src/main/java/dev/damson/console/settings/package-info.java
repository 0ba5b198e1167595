/**
 * The settings of the console as one checked value.
 * They come from the launcher's file and the environment.
 */
@NullMarked
package dev.damson.console.settings;

import org.jspecify.annotations.NullMarked;
