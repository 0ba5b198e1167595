/**
 * Tests of the tap's core. Frames are put together by hand.
 */
@NullMarked
package dev.damson.tap;

import org.jspecify.annotations.NullMarked;
