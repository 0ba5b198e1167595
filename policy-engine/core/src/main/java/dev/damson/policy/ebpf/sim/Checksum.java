package dev.damson.policy.ebpf.sim;

/** Ones' complement sums (RFC 1071), over 16-bit words in host order as in the kernel. */
final class Checksum {
    private Checksum() {}

    /** As bpf_csum_diff: the sum of {@code to} less that of {@code from}, folded to 16 bits. */
    static long difference(byte[] from, int fromAt, int fromSize, byte[] to, int toAt, int toSize, int seed) {
        if (fromSize % Integer.BYTES != 0 || toSize % Integer.BYTES != 0) {
            return SimulatedMap.EINVAL;
        }
        var sum = Integer.toUnsignedLong(seed);
        for (int i = 0; i < fromSize; i += 2) {
            sum += 0xffff - Region.get(from, fromAt + i, 2);
        }
        for (int i = 0; i < toSize; i += 2) {
            sum += Region.get(to, toAt + i, 2);
        }
        return fold(sum);
    }

    /** The checksum after a part of what it covers changed (RFC 1624, equation 3). */
    static int replace(int checksum, long from, long to, int size) {
        var sum = 0xffffL - checksum;
        for (int shift = 0; shift < size * Byte.SIZE; shift += 16) {
            sum += 0xffff - (from >>> shift & 0xffff);
            sum += to >>> shift & 0xffff;
        }
        return (int) (0xffff - fold(sum));
    }

    /** The checksum after a difference that bpf_csum_diff gave. */
    static int add(int checksum, long difference) {
        return (int) (0xffff - fold(0xffffL - checksum + (difference & 0xffff_ffffL)));
    }

    private static long fold(long sum) {
        var folded = sum;
        while (folded > 0xffff) {
            folded = (folded & 0xffff) + (folded >>> 16);
        }
        return folded;
    }
}
