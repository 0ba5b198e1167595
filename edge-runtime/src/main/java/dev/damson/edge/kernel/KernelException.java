package dev.damson.edge.kernel;

/** The kernel refused a call. The message has the call with its subject, the errno's symbol and what would be right. */
public class KernelException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String call;
    private final int errno;

    /**
     * @param call the system call with its subject, such as {@code bpf(MAP_CREATE) of map "flows"}
     * @param errno what it answered
     * @param remedy what would be right; empty where nothing more can be said
     */
    public KernelException(String call, Errno errno, String remedy) {
        super(call + " failed with " + errno.symbol() + (remedy.isEmpty() ? "" : "; " + remedy));
        this.call = call;
        this.errno = errno.number();
    }

    /** The system call with its subject. */
    public String call() {
        return call;
    }

    public Errno errno() {
        return new Errno(errno);
    }
}
