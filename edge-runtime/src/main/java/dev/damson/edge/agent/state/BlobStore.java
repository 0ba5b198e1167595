package dev.damson.edge.agent.state;

import com.google.protobuf.ByteString;
import dev.damson.edge.agent.DomainId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/** The parts of a domain's revisions as files, named by their SHA-256. What comes out has been hashed again. */
public final class BlobStore {
    private final Path folder;

    BlobStore(Path folder, DomainId domain) {
        this.folder = folder.resolve(domain.tenant()).resolve(domain.domain()).resolve("blobs");
    }

    public static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java platform has SHA-256", missing);
        }
    }

    /** Keeps a blob under its own hash; one that is there already is not written again. */
    public ByteString put(byte[] bytes) {
        var sha256 = sha256(bytes);
        var file = file(sha256);
        if (!Files.exists(file)) {
            AtomicFile.write(file, bytes);
        }
        return ByteString.copyFrom(sha256);
    }

    public boolean has(ByteString sha256) {
        return Files.exists(file(sha256.toByteArray()));
    }

    /** The blob, unless it is not there or its bytes are not those of its name any more. */
    public Optional<byte[]> get(ByteString sha256) {
        var name = sha256.toByteArray();
        return AtomicFile.read(file(name)).filter(bytes -> Arrays.equals(sha256(bytes), name));
    }

    /** Removes what no revision needs. */
    public void keepOnly(Set<ByteString> needed) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) {
                var name = String.valueOf(file.getFileName());
                if (name.endsWith(AtomicFile.UNFINISHED)
                        || !needed.contains(ByteString.copyFrom(HexFormat.of().parseHex(name)))) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException refused) {
            throw new UncheckedIOException("the folder \"" + folder + "\" cannot be tidied", refused);
        }
    }

    private Path file(byte[] sha256) {
        return folder.resolve(HexFormat.of().formatHex(sha256));
    }
}
