package dev.damson.edge.kernel;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;

/** Memory shared with the kernel by mmap(2); it is unmapped when its arena closes. */
public final class MappedMemory {
    private static final int PROT_READ = 1;
    private static final int PROT_WRITE = 2;
    private static final int MAP_SHARED = 1;

    private static final int PAGE_BYTES = askPageBytes();

    private MappedMemory() {}

    /** 4 KiB on x86-64; 4, 16 or 64 KiB on aarch64. */
    public static int pageBytes() {
        return PAGE_BYTES;
    }

    /** The next multiple of the page size. */
    public static long wholePages(long bytes) {
        return (bytes + PAGE_BYTES - 1) / PAGE_BYTES * PAGE_BYTES;
    }

    public static MemorySegment writable(Descriptor file, long offset, long bytes, Arena arena) {
        return map(file, offset, bytes, PROT_READ | PROT_WRITE, arena);
    }

    public static MemorySegment readable(Descriptor file, long offset, long bytes, Arena arena) {
        return map(file, offset, bytes, PROT_READ, arena).asReadOnly();
    }

    private static MemorySegment map(Descriptor file, long offset, long bytes, int protection, Arena arena) {
        var address = Syscall.MMAP.call(
                "of %d bytes at %d".formatted(bytes, offset),
                "",
                0,
                bytes,
                protection,
                MAP_SHARED,
                file.number(),
                offset);
        return MemorySegment.ofAddress(address)
                .reinterpret(bytes, arena, mapped -> Syscall.MUNMAP.attempt(mapped.address(), bytes, 0));
    }

    private static int askPageBytes() {
        var handle = Linker.nativeLinker()
                .downcallHandle(
                        Linker.nativeLinker().defaultLookup().findOrThrow("getpagesize"),
                        FunctionDescriptor.of(JAVA_INT));
        try {
            return (int) handle.invokeExact();
        } catch (Throwable impossible) {
            throw new IllegalStateException("getpagesize(3) cannot fail", impossible);
        }
    }
}
