package dev.damson.edge.kernel;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.Locale;

/**
 * The system calls that the edge makes, all through libc's {@code syscall(2)}, so that one downcall handle and one way to
 * read errno serve everything. Numbers are those of asm/unistd_64.h and asm-generic/unistd.h.
 *
 * <p>Pointers travel as {@link MemorySegment#address()}: the caller keeps the arena open until the call is back.
 */
public enum Syscall {
    READ(0, 63),
    WRITE(1, 64),
    CLOSE(3, 57),
    MMAP(9, 222),
    MUNMAP(11, 215),
    SOCKET(41, 198),
    SENDTO(44, 206),
    RECVFROM(45, 207),
    BIND(49, 200),
    SETSOCKOPT(54, 208),
    STATFS(137, 43),
    MOUNT(165, 40),
    UMOUNT2(166, 39),
    CLOCK_GETTIME(228, 113),
    OPENAT(257, 56),
    PPOLL(271, 73),
    EVENTFD2(290, 19),
    SETNS(308, 268),
    BPF(321, 280),
    MEMBARRIER(324, 283);

    private static final MethodHandle SYSCALL = Linker.nativeLinker()
            .downcallHandle(
                    Linker.nativeLinker().defaultLookup().findOrThrow("syscall"),
                    FunctionDescriptor.of(
                            JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
                    Linker.Option.firstVariadicArg(1),
                    Linker.Option.captureCallState("errno"));

    private static final VarHandle ERRNO =
            Linker.Option.captureStateLayout().varHandle(PathElement.groupElement("errno"));

    /** One per thread: an arena for each call would cost as much as a map update. */
    private static final ThreadLocal<MemorySegment> CAPTURED =
            ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(Linker.Option.captureStateLayout()));

    private final int number;

    Syscall(int x8664, int aarch64) {
        number = switch (Architecture.CURRENT) {
            case X86_64 -> x8664;
            case AARCH64 -> aarch64;
        };
    }

    /** Makes the call and answers as the kernel does: the result, or the negated errno. */
    public long attempt(long a, long b, long c, long d, long e, long f) {
        var captured = CAPTURED.get();
        try {
            var result = (long) SYSCALL.invokeExact(captured, (long) number, a, b, c, d, e, f);
            return result == -1 ? -(int) ERRNO.get(captured, 0L) : result;
        } catch (RuntimeException | Error unchecked) {
            throw unchecked;
        } catch (Throwable impossible) {
            throw new IllegalStateException("the downcall of " + this + " declared no checked exception", impossible);
        }
    }

    public long attempt(long a, long b, long c) {
        return attempt(a, b, c, 0, 0, 0);
    }

    /**
     * Makes the call again as long as a signal interrupts it.
     *
     * @param subject what the call is about, for the error: {@code of "/run/netns/a"}
     * @param remedy what would be right if it fails; empty where nothing can be said
     * @throws KernelException if the kernel refuses
     */
    public long call(String subject, String remedy, long a, long b, long c, long d, long e, long f) {
        while (true) {
            var result = attempt(a, b, c, d, e, f);
            if (result >= 0) {
                return result;
            }
            var errno = new Errno((int) -result);
            if (!errno.equals(Errno.EINTR)) {
                throw new KernelException(this + " " + subject, errno, remedy);
            }
        }
    }

    public long call(String subject, String remedy, long a, long b, long c) {
        return call(subject, remedy, a, b, c, 0, 0, 0);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
