/**
 * Tapped packets as they arrive, decoded, with their bytes and the verdict on them.
 * Without the payload right nothing behind the transport header leaves this package.
 */
@NullMarked
package dev.damson.console.inspect;

import org.jspecify.annotations.NullMarked;
