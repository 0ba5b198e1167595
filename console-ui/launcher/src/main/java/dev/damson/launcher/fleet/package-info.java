/**
 * The components that Damson is made of, with their flags, configuration files and order. The numbers stand here with the
 * reason why.
 */
@NullMarked
package dev.damson.launcher.fleet;

import org.jspecify.annotations.NullMarked;
