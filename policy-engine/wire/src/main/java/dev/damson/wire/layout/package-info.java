/**
 * The structs, maps and numbers that kernel programs and Java share: one definition each, used by the compiler that
 * emits programs, the edge that fills maps and the simulator that runs them. All integers are little endian (the only
 * byte order Damson's hosts have); addresses and L4 ports stand in network order, as in packets.
 */
@NullMarked
package dev.damson.wire.layout;

import org.jspecify.annotations.NullMarked;
