package dev.damson.edge.kernel.bpf;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.damson.edge.kernel.Errno;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * BPF_PROG_TEST_RUN: a program's runs on one packet, attached nowhere. A program that clones and redirects really sends.
 *
 * @param packet from its Ethernet header on; at least 14 bytes
 * @param context {@code struct __sk_buff} as laid out by {@link SkBuff}, of which the kernel takes mark, priority,
 *     interfaces, cb, time stamp, wire length and GSO fields and refuses others; empty for none
 * @param repeat runs on the same packet; the duration is their mean
 */
public record TestRun(byte[] packet, byte[] context, int repeat) {
    /** Room for what a program pushes in front or behind (VXLAN with an outer IPv6 header takes 70). */
    private static final int GROWTH_BYTES = 256;

    private static final int INTERRUPTED_ATTEMPTS = 5;

    /**
     * @param returned the program's verdict, such as TCX_PASS
     * @param packet as the program left it
     * @param context as the program left it; empty if none was given
     * @param nanos of one run, the mean over all
     */
    public record Result(int returned, byte[] packet, byte[] context, int nanos) {}

    public static TestRun of(byte[] packet) {
        return new TestRun(packet, new byte[0], 1);
    }

    public TestRun repeated(int times) {
        return new TestRun(packet, context, times);
    }

    public TestRun in(SkBuff buffer) {
        return new TestRun(packet, buffer.bytes(), repeat);
    }

    Result on(BpfProgram program) {
        try (var arena = Arena.ofConfined()) {
            var packetOut = arena.allocate(packet.length + GROWTH_BYTES);
            var contextOut = arena.allocate(Math.max(1, context.length), Long.BYTES);
            var attribute = new BpfAttribute(arena)
                    .putInt(0, program.fd())
                    .putInt(8, packet.length)
                    .putInt(12, Math.toIntExact(packetOut.byteSize()))
                    .putPointer(16, copy(arena, packet))
                    .putPointer(24, packetOut)
                    .putInt(32, repeat);
            if (context.length > 0) {
                attribute
                        .putInt(40, context.length)
                        .putInt(44, context.length)
                        .putPointer(48, copy(arena, context))
                        .putPointer(56, contextOut);
            }
            run(attribute, program);
            return new Result(
                    attribute.getInt(4),
                    packetOut.asSlice(0, attribute.getInt(12)).toArray(JAVA_BYTE),
                    contextOut.asSlice(0, context.length).toArray(JAVA_BYTE),
                    attribute.getInt(36));
        }
    }

    private static void run(BpfAttribute attribute, BpfProgram program) {
        for (var attempt = 1; ; attempt++) {
            var result = attribute.attempt(BpfCommand.PROG_TEST_RUN);
            if (result >= 0) {
                return;
            }
            if (result != -Errno.EINTR.number() || attempt == INTERRUPTED_ATTEMPTS) {
                throw BpfAttribute.refusal(
                        BpfCommand.PROG_TEST_RUN,
                        program.subject(),
                        result,
                        "the packet needs 14 bytes or more and the context only fields that can be given");
            }
        }
    }

    private static MemorySegment copy(Arena arena, byte[] bytes) {
        return arena.allocate(Math.max(1, bytes.length), Long.BYTES).copyFrom(MemorySegment.ofArray(bytes));
    }
}
