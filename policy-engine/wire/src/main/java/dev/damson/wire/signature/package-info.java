/**
 * How messages of the director are signed and recognised: Ed25519 over the kind and the payload.
 * The director signs, edges verify, and both use this page for what the bytes are.
 */
@NullMarked
package dev.damson.wire.signature;

import org.jspecify.annotations.NullMarked;
