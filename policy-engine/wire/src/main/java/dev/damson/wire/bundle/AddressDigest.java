package dev.damson.wire.bundle;

import dev.damson.wire.proto.AddressEntry;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * A digest over a set of address entries that does not depend on their order and that a single change updates: the
 * sum, modulo 2^256, of the entries' SHA-256.
 */
public final class AddressDigest {
    public static final int BYTES = 32;

    private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(8 * BYTES);

    private final MessageDigest sha256;
    private BigInteger sum = BigInteger.ZERO;

    public AddressDigest() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java platform has SHA-256", missing);
        }
    }

    /** Goes on from a digest of 32 bytes; no bytes: of no entries. */
    public static AddressDigest from(byte[] value) {
        var digest = new AddressDigest();
        digest.sum = new BigInteger(1, value);
        return digest;
    }

    public void add(AddressEntry entry) {
        sum = sum.add(hash(entry)).mod(MODULUS);
    }

    public void remove(AddressEntry entry) {
        sum = sum.subtract(hash(entry)).mod(MODULUS);
    }

    /** 32 bytes, big endian. */
    public byte[] value() {
        var bytes = sum.toByteArray();
        var value = new byte[BYTES];
        int length = Math.min(bytes.length, BYTES);
        System.arraycopy(bytes, bytes.length - length, value, BYTES - length, length);
        return value;
    }

    public static byte[] of(Iterable<AddressEntry> entries) {
        var digest = new AddressDigest();
        entries.forEach(digest::add);
        return digest.value();
    }

    public static boolean matches(Iterable<AddressEntry> entries, byte[] expected) {
        return Arrays.equals(of(entries), expected);
    }

    /** Over prefix length, identity, address: what an edge enforces, without the names that go along. */
    private BigInteger hash(AddressEntry entry) {
        var address = entry.getAddress().toByteArray();
        var bytes = ByteBuffer.allocate(8 + address.length)
                .putInt(entry.getPrefixLength())
                .putInt(entry.getIdentity())
                .put(address)
                .array();
        return new BigInteger(1, sha256.digest(bytes));
    }
}
