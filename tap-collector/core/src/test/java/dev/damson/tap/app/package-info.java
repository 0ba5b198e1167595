/**
 * Tests of this package.
 */
@NullMarked
package dev.damson.tap.app;

import org.jspecify.annotations.NullMarked;
