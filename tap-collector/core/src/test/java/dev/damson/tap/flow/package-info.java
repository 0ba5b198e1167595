/**
 * Tests of this package.
 */
@NullMarked
package dev.damson.tap.flow;

import org.jspecify.annotations.NullMarked;
