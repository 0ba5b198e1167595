package dev.damson.edge.kernel;

/**
 * An error number of Linux; equal on both supported architectures (asm-generic/errno.h).
 *
 * @param number positive, as in {@code errno}
 */
public record Errno(int number) {
    public static final Errno EPERM = new Errno(1);
    public static final Errno ENOENT = new Errno(2);
    public static final Errno EINTR = new Errno(4);
    public static final Errno E2BIG = new Errno(7);
    public static final Errno EAGAIN = new Errno(11);
    public static final Errno EACCES = new Errno(13);
    public static final Errno EBUSY = new Errno(16);
    public static final Errno EEXIST = new Errno(17);
    public static final Errno ENODEV = new Errno(19);
    public static final Errno EINVAL = new Errno(22);
    public static final Errno ENOSPC = new Errno(28);
    public static final Errno ENOLINK = new Errno(67);
    public static final Errno ENOBUFS = new Errno(105);

    /** The symbol of errno(3), such as {@code EPERM}; {@code errno 133} for a number without one here. */
    public String symbol() {
        return switch (number) {
            case 1 -> "EPERM";
            case 2 -> "ENOENT";
            case 3 -> "ESRCH";
            case 4 -> "EINTR";
            case 5 -> "EIO";
            case 6 -> "ENXIO";
            case 7 -> "E2BIG";
            case 9 -> "EBADF";
            case 11 -> "EAGAIN";
            case 12 -> "ENOMEM";
            case 13 -> "EACCES";
            case 14 -> "EFAULT";
            case 16 -> "EBUSY";
            case 17 -> "EEXIST";
            case 18 -> "EXDEV";
            case 19 -> "ENODEV";
            case 20 -> "ENOTDIR";
            case 21 -> "EISDIR";
            case 22 -> "EINVAL";
            case 23 -> "ENFILE";
            case 24 -> "EMFILE";
            case 28 -> "ENOSPC";
            case 30 -> "EROFS";
            case 33 -> "EDOM";
            case 34 -> "ERANGE";
            case 36 -> "ENAMETOOLONG";
            case 38 -> "ENOSYS";
            case 67 -> "ENOLINK";
            case 90 -> "EMSGSIZE";
            case 92 -> "ENOPROTOOPT";
            case 95 -> "EOPNOTSUPP";
            case 105 -> "ENOBUFS";
            case 110 -> "ETIMEDOUT";
            case 116 -> "ESTALE";
            case 524 -> "ENOTSUPP";
            default -> "errno " + number;
        };
    }

    @Override
    public String toString() {
        return symbol();
    }
}
