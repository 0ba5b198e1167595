/** Chromium, driven as a person would use the console. */
@NullMarked
package dev.damson.e2e.browser;

import org.jspecify.annotations.NullMarked;
