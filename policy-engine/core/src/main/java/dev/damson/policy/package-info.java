/**
 * The policy language and its meaning, from source text to eBPF bytecode with its proof.
 * Pure: the same input gives the same bytes, with no clock, no input or output and no threads of its own.
 */
@NullMarked
package dev.damson.policy;

import org.jspecify.annotations.NullMarked;
