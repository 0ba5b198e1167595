package dev.damson.edge.kernel.bpf;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.damson.edge.kernel.Errno;
import dev.damson.edge.kernel.KernelException;
import dev.damson.edge.kernel.Syscall;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/**
 * One {@code union bpf_attr} and the call made with it. Offsets are given by the callers, next to what they mean; what is
 * not set stays zero, which the kernel takes as "not used".
 */
final class BpfAttribute {
    /** Longer than any command needs here; the kernel accepts a longer attribute whose tail is zero. */
    private static final int BYTES = 152;

    /** Names of maps and programs: 16 bytes with the final zero (BPF_OBJ_NAME_LEN). */
    static final int NAME_BYTES = 15;

    private final Arena arena;
    private final MemorySegment attribute;

    BpfAttribute(Arena arena) {
        this.arena = arena;
        attribute = arena.allocate(BYTES, JAVA_LONG.byteAlignment());
    }

    BpfAttribute putInt(int offset, int value) {
        attribute.set(JAVA_INT, offset, value);
        return this;
    }

    BpfAttribute putLong(int offset, long value) {
        attribute.set(JAVA_LONG, offset, value);
        return this;
    }

    /** @param target in native memory of the same arena, or longer lived */
    BpfAttribute putPointer(int offset, MemorySegment target) {
        return putLong(offset, target.address());
    }

    BpfAttribute putString(int offset, String value) {
        return putPointer(offset, arena.allocateFrom(value, StandardCharsets.UTF_8));
    }

    /** Writes a name as the kernel takes it: at most 15 characters, and a low line for what it does not allow. */
    BpfAttribute putName(int offset, String name) {
        var allowed = name.replaceAll("[^A-Za-z0-9_.]", "_");
        var bytes = allowed.substring(0, Math.min(NAME_BYTES, allowed.length())).getBytes(StandardCharsets.US_ASCII);
        MemorySegment.copy(MemorySegment.ofArray(bytes), 0, attribute, offset, bytes.length);
        return this;
    }

    int getInt(int offset) {
        return attribute.get(JAVA_INT, offset);
    }

    long getLong(int offset) {
        return attribute.get(JAVA_LONG, offset);
    }

    /** Answers as the kernel does: the result, or the negated errno. */
    long attempt(BpfCommand command) {
        return Syscall.BPF.attempt(command.number, attribute.address(), BYTES);
    }

    /** @throws KernelException if the kernel refuses */
    long call(BpfCommand command, String subject, String remedy) {
        var result = attempt(command);
        if (result < 0) {
            throw refusal(command, subject, result, remedy);
        }
        return result;
    }

    static KernelException refusal(BpfCommand command, String subject, long result, String remedy) {
        var errno = new Errno((int) -result);
        return new KernelException(
                "bpf(" + command + ") of " + subject, errno, errno.equals(Errno.EPERM) ? permitted(remedy) : remedy);
    }

    /** EPERM tells of missing capabilities, but also of a frozen map or a pin outside a bpffs. */
    private static String permitted(String remedy) {
        var capable = "the edge needs root, or CAP_BPF and CAP_NET_ADMIN";
        return remedy.isEmpty() ? capable : remedy + ", and " + capable;
    }
}
