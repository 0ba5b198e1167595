/**
 * A host without a kernel: the compiled programs of a domain on the bytecode simulator, with ports, taps and service
 * instances. It shows what a revision would do with packets that were, or never were, on a wire.
 */
@NullMarked
package dev.damson.policy.replay;

import org.jspecify.annotations.NullMarked;
