package dev.damson.lab.network;

import java.io.IOException;

/** A system call that the kernel refused, with its errno. */
public final class SystemCallException extends IOException {
    private static final long serialVersionUID = 1L;

    private final int errno;

    SystemCallException(String call, int errno) {
        super(call + " failed with errno " + errno);
        this.errno = errno;
    }

    public int errno() {
        return errno;
    }
}
