/**
 * Tests of this package.
 */
@NullMarked
package dev.damson.tap.names;

import org.jspecify.annotations.NullMarked;
