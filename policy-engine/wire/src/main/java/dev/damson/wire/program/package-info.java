/**
 * Compiled programs as they travel from the compiler to an edge: bytecode whose map references are still symbols. Only
 * the edge turns a symbol into a file descriptor; the bytes themselves are the same on every host.
 */
@NullMarked
package dev.damson.wire.program;

import org.jspecify.annotations.NullMarked;
