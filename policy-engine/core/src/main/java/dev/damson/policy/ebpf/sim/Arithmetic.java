package dev.damson.policy.ebpf.sim;

import dev.damson.policy.ebpf.Opcode;

/** Arithmetic and comparisons on numbers (RFC 9669 section 4). */
final class Arithmetic {
    private Arithmetic() {}

    static long wide(int operation, long a, long b) {
        return switch (operation) {
            case Opcode.ADD -> a + b;
            case Opcode.SUB -> a - b;
            case Opcode.MUL -> a * b;
            case Opcode.DIV -> b == 0 ? 0 : Long.divideUnsigned(a, b);
            case Opcode.OR -> a | b;
            case Opcode.AND -> a & b;
            case Opcode.LSH -> a << b;
            case Opcode.RSH -> a >>> b;
            case Opcode.MOD -> b == 0 ? a : Long.remainderUnsigned(a, b);
            case Opcode.XOR -> a ^ b;
            default -> a >> b; // ARSH; MOV, NEG and END never come here
        };
    }

    static long narrow(int operation, int a, int b) {
        var result = switch (operation) {
            case Opcode.ADD -> a + b;
            case Opcode.SUB -> a - b;
            case Opcode.MUL -> a * b;
            case Opcode.DIV -> b == 0 ? 0 : Integer.divideUnsigned(a, b);
            case Opcode.OR -> a | b;
            case Opcode.AND -> a & b;
            case Opcode.LSH -> a << b;
            case Opcode.RSH -> a >>> b;
            case Opcode.MOD -> b == 0 ? a : Integer.remainderUnsigned(a, b);
            case Opcode.XOR -> a ^ b;
            default -> a >> b;
        };
        return Integer.toUnsignedLong(result);
    }

    static long swap(int opcode, long value, int bits) {
        // The simulated host is little-endian: conversion to little endian only cuts.
        var reverses = (opcode & Opcode.CLASS_MASK) == Opcode.ALU64 || (opcode & Opcode.SOURCE_X) != 0;
        return switch (bits) {
            case 16 -> Short.toUnsignedLong(reverses ? Short.reverseBytes((short) value) : (short) value);
            case 32 -> Integer.toUnsignedLong(reverses ? Integer.reverseBytes((int) value) : (int) value);
            default -> reverses ? Long.reverseBytes(value) : value;
        };
    }

    /** Whether a conditional jump is taken; 32-bit operands come sign-extended, which keeps every order. */
    static boolean holds(int operation, long a, long b) {
        return switch (operation) {
            case Opcode.JEQ -> a == b;
            case Opcode.JNE -> a != b;
            case Opcode.JGT -> Long.compareUnsigned(a, b) > 0;
            case Opcode.JGE -> Long.compareUnsigned(a, b) >= 0;
            case Opcode.JLT -> Long.compareUnsigned(a, b) < 0;
            case Opcode.JLE -> Long.compareUnsigned(a, b) <= 0;
            case Opcode.JSET -> (a & b) != 0;
            case Opcode.JSGT -> a > b;
            case Opcode.JSGE -> a >= b;
            case Opcode.JSLT -> a < b;
            default -> a <= b; // JSLE; the decoder knows no other
        };
    }
}
