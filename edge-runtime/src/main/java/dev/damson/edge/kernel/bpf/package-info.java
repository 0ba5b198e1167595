/**
 * Kernel objects of bpf(2): maps, programs, TCX links, ring buffers and their pins. Programs come as finished bytecode;
 * nothing here compiles, and nothing knows what a program means.
 */
@NullMarked
package dev.damson.edge.kernel.bpf;

import org.jspecify.annotations.NullMarked;
