/**
 * Tests of this package.
 */
@NullMarked
package dev.damson.tap.decode;

import org.jspecify.annotations.NullMarked;
