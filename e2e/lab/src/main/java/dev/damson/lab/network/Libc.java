package dev.damson.lab.network;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/** The few calls of the C library that Java has no word for; each failure carries the call and its errno. */
final class Libc {
    static final int ERRNO_AGAIN = 11;

    private static final int O_RDONLY = 0;
    private static final int O_CLOEXEC = 0x80000;
    private static final int CLONE_NEWNET = 0x40000000;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");
    private static final StructLayout CALL_STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO_FIELD = CALL_STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    /** {@code open} takes its mode as a variadic argument, which these flags do not need. */
    private static final MethodHandle OPEN = LINKER.downcallHandle(
            LINKER.defaultLookup().findOrThrow("open"),
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT),
            ERRNO,
            Linker.Option.firstVariadicArg(2));

    private static final MethodHandle SETNS =
            call("setns", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    private static final MethodHandle CLOSE =
            call("close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    private static final MethodHandle SOCKET = call(
            "socket",
            FunctionDescriptor.of(
                    ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    private static final MethodHandle CONNECT = call(
            "connect",
            FunctionDescriptor.of(
                    ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
    private static final MethodHandle SEND = call("send", transfer());
    private static final MethodHandle RECV = call("recv", transfer());

    private Libc() {}

    static int openNamespace(String path) throws IOException {
        try (var arena = Arena.ofConfined()) {
            var state = arena.allocate(CALL_STATE);
            return checked("open \"" + path + "\"", state, (int)
                    OPEN.invokeExact(state, arena.allocateFrom(path), O_RDONLY | O_CLOEXEC));
        } catch (Throwable failure) {
            throw asIo(failure);
        }
    }

    /** Moves the calling thread, and only it, into the network namespace behind the descriptor. */
    static void enterNetworkNamespace(int descriptor) throws IOException {
        try (var arena = Arena.ofConfined()) {
            var state = arena.allocate(CALL_STATE);
            checked("setns", state, (int) SETNS.invokeExact(state, descriptor, CLONE_NEWNET));
        } catch (Throwable failure) {
            throw asIo(failure);
        }
    }

    static void close(int descriptor) throws IOException {
        try (var arena = Arena.ofConfined()) {
            var state = arena.allocate(CALL_STATE);
            checked("close", state, (int) CLOSE.invokeExact(state, descriptor));
        } catch (Throwable failure) {
            throw asIo(failure);
        }
    }

    static int socket(int family, int type, int protocol) throws IOException {
        try (var arena = Arena.ofConfined()) {
            var state = arena.allocate(CALL_STATE);
            return checked("socket", state, (int) SOCKET.invokeExact(state, family, type, protocol));
        } catch (Throwable failure) {
            throw asIo(failure);
        }
    }

    static void connect(int descriptor, byte[] socketAddress) throws IOException {
        try (var arena = Arena.ofConfined()) {
            var state = arena.allocate(CALL_STATE);
            var address = arena.allocateFrom(ValueLayout.JAVA_BYTE, socketAddress);
            checked("connect", state, (int) CONNECT.invokeExact(state, descriptor, address, socketAddress.length));
        } catch (Throwable failure) {
            throw asIo(failure);
        }
    }

    static void send(int descriptor, byte[] message, int flags) throws IOException {
        try (var arena = Arena.ofConfined()) {
            var state = arena.allocate(CALL_STATE);
            var bytes = arena.allocateFrom(ValueLayout.JAVA_BYTE, message);
            checked("send", state, (int)
                    (long) SEND.invokeExact(state, descriptor, bytes, (long) message.length, flags));
        } catch (Throwable failure) {
            throw asIo(failure);
        }
    }

    /** Receives one message of at most {@code limit} bytes. */
    static byte[] receive(int descriptor, int limit, int flags) throws IOException {
        try (var arena = Arena.ofConfined()) {
            var state = arena.allocate(CALL_STATE);
            var buffer = arena.allocate(limit);
            var length = checked(
                    "recv", state, (int) (long) RECV.invokeExact(state, descriptor, buffer, (long) limit, flags));
            return buffer.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
        } catch (Throwable failure) {
            throw asIo(failure);
        }
    }

    private static MethodHandle call(String name, FunctionDescriptor descriptor) {
        return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), descriptor, ERRNO);
    }

    private static FunctionDescriptor transfer() {
        return FunctionDescriptor.of(
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_INT);
    }

    private static int checked(String call, MemorySegment state, int result) throws SystemCallException {
        if (result < 0) {
            throw new SystemCallException(call, (int) ERRNO_FIELD.get(state, 0L));
        }
        return result;
    }

    private static IOException asIo(Throwable failure) {
        return switch (failure) {
            case IOException known -> known;
            case Error error -> throw error;
            case RuntimeException runtime -> throw runtime;
            default -> new IOException(failure);
        };
    }
}
