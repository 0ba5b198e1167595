/**
 * The settings that every process of Damson reads the same way: one file of properties, each key
 * overridable by an environment variable. A setting never holds a secret, only the path of a file
 * that does.
 */
@NullMarked
package dev.damson.wire.settings;

import org.jspecify.annotations.NullMarked;
