/**
 * The eBPF instruction set: an assembler with labels that refuses bad instructions where they are made, listings that
 * read like the policy they came from, and a disassembler. Pure: the bytes depend on the calls alone, and the kernel is
 * not needed.
 */
@NullMarked
package dev.damson.policy.ebpf;

import org.jspecify.annotations.NullMarked;
