/**
 * What lies in the data folder: settings, secrets, staged jars and the lock, each with its owner and mode. Nothing here
 * starts a component.
 */
@NullMarked
package dev.damson.launcher.data;

import org.jspecify.annotations.NullMarked;
