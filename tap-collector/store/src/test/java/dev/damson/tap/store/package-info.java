/**
 * What tests of the capture store share.
 */
@NullMarked
package dev.damson.tap.store;

import org.jspecify.annotations.NullMarked;
