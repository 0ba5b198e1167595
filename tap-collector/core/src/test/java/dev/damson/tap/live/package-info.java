/**
 * Tests of this package.
 */
@NullMarked
package dev.damson.tap.live;

import org.jspecify.annotations.NullMarked;
