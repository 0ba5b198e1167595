package dev.damson.edge.agent.control;

import dev.damson.edge.agent.state.BlobStore;
import dev.damson.wire.topic.DomainKeys;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Puts a domain's blobs together from their chunks. A blob is whole when its bytes have the hash in its key. */
final class Chunks {
    /** Of blobs that are not whole yet; what is oldest goes first, since whoever can write the topic could fill memory. */
    private static final long MOST_PENDING_BYTES = 16L << 20;

    private final Map<String, SortedMap<Integer, byte[]>> pending = new LinkedHashMap<>();
    private long pendingBytes;

    /**
     * @param key {@code blob/<sha-256>/<chunk>}
     * @return the blob, if it is whole now
     */
    Optional<byte[]> add(String key, byte[] chunk) {
        var parts = key.substring(DomainKeys.BLOB.length()).split("/", -1);
        if (parts.length != 2 || !parts[1].matches("\\d{1,6}")) {
            return Optional.empty();
        }
        var sha256 = parts[0];
        var chunks = pending.computeIfAbsent(sha256, _ -> new TreeMap<>());
        var before = chunks.put(Integer.valueOf(parts[1]), chunk);
        pendingBytes += chunk.length - (before == null ? 0 : before.length);
        var blob = whole(sha256, chunks);
        if (blob.isPresent()) {
            forget(sha256);
        } else {
            shrink(sha256);
        }
        return blob;
    }

    private static Optional<byte[]> whole(String sha256, SortedMap<Integer, byte[]> chunks) {
        if (chunks.firstKey() != 0 || chunks.lastKey() != chunks.size() - 1) {
            return Optional.empty();
        }
        var bytes = new ByteArrayOutputStream();
        chunks.values().forEach(bytes::writeBytes);
        var blob = bytes.toByteArray();
        return HexFormat.of().formatHex(BlobStore.sha256(blob)).equals(sha256) ? Optional.of(blob) : Optional.empty();
    }

    private void shrink(String newest) {
        while (pendingBytes > MOST_PENDING_BYTES) {
            var oldest = pending.keySet().iterator().next();
            forget(oldest);
            if (oldest.equals(newest)) {
                return;
            }
        }
    }

    private void forget(String sha256) {
        var chunks = pending.remove(sha256);
        if (chunks != null) {
            pendingBytes -= Arrays.stream(chunks.values().toArray(byte[][]::new))
                    .mapToLong(chunk -> chunk.length)
                    .sum();
        }
    }
}
