/**
 * The frame around every view: navigation, bar, drawer, palette and keys.
 * It also has the views for what cannot be shown.
 */
@NullMarked
package dev.damson.console.shell;

import org.jspecify.annotations.NullMarked;
