package dev.damson.tap.names;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import dev.damson.wire.bundle.BlobKind;
import dev.damson.wire.proto.AddressEntry;
import dev.damson.wire.proto.BlobRef;
import dev.damson.wire.proto.Directory;
import dev.damson.wire.proto.IdentityDelta;
import dev.damson.wire.proto.Manifest;
import dev.damson.wire.proto.RuleName;
import dev.damson.wire.signature.SignedKind;
import dev.damson.wire.signature.SigningKey;
import dev.damson.wire.topic.DomainKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class DomainTopicTest {
    private static final byte[] ADDRESS = {10, 0, 0, 1};

    private static SigningKey key;

    private DomainTopic topic;
    private final Map<Long, byte[]> records = new HashMap<>();
    private long offset;
    private int fetched;

    @BeforeAll
    static void makeKey(@TempDir Path folder) throws Exception {
        key = newKey(folder.resolve("director.pem"));
    }

    private static SigningKey newKey(Path file) throws Exception {
        var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Files.writeString(
                file,
                "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
                        .formatted(Base64.getEncoder()
                                .encodeToString(pair.getPrivate().getEncoded())));
        return SigningKey.read(file);
    }

    @BeforeEach
    void begin() {
        topic = new DomainTopic("shop", key.trusted());
    }

    @Test
    void theNewestRevisionIsFetchedAndAnotherOnlyWhenAskedFor() throws Exception {
        publish(1, "first");
        publish(2, "second");
        publish(3, "third");
        topic.load(this::fetch);

        assertThat(rule(3)).isEqualTo("third");
        assertThat(rule(1)).isNull();
        assertThat(fetched).isOne();

        assertThat(topic.ask(1)).isTrue();
        assertThat(topic.ask(1)).isFalse();
        topic.load(this::fetch);
        assertThat(rule(1)).isEqualTo("first");
        assertThat(rule(2)).isNull();
    }

    @Test
    void namesThatCannotBeFetchedOnceAreFetchedLater() throws Exception {
        publish(1, "first");
        topic.load((place, key) -> Optional.empty());
        assertThat(rule(1)).isNull();

        topic.load(this::fetch);
        assertThat(rule(1)).isEqualTo("first");
    }

    @Test
    void whatAnotherKeySignedSaysNothing(@TempDir Path folder) throws Exception {
        var other = new DomainTopic("shop", newKey(folder.resolve("other.pem")).trusted());
        publish(1, "first");
        assertThatExceptionOfType(InvalidProtocolBufferException.class)
                .isThrownBy(() -> other.read(DomainKeys.MANIFEST, records.get(offset - 1), offset - 1))
                .withMessageContaining("not signed");
        other.load(this::fetch);
        assertThat(other.find(1)).isEmpty();
    }

    @Test
    void aBlobThatIsNotWhatTheManifestNamesSaysNothing() throws Exception {
        publish(1, "first");
        records.put(
                0L,
                Directory.newBuilder()
                        .addRules(RuleName.newBuilder().setRule("forged"))
                        .build()
                        .toByteArray());
        topic.load(this::fetch);
        assertThat(rule(1)).isNull();
    }

    @Test
    void aDeltaChangesTheNewestRevisionWhetherItIsFetchedAlreadyOrNot() throws Exception {
        publish(1, "first");
        delta("web-1");
        topic.load(this::fetch);
        assertThat(topic.find(1).orElseThrow().workload(ADDRESS)).hasValue("web-1");

        delta("web-2");
        assertThat(topic.find(1).orElseThrow().workload(ADDRESS)).hasValue("web-2");
    }

    private @Nullable String rule(long revision) {
        return topic.find(revision)
                .flatMap(names -> names.rule(0))
                .map(RuleLabel::rule)
                .orElse(null);
    }

    private void publish(long revision, String rule) throws Exception {
        var blob = Directory.newBuilder()
                .addRules(RuleName.newBuilder().setRule(rule))
                .build()
                .toByteArray();
        var hash = MessageDigest.getInstance("SHA-256").digest(blob);
        record(DomainKeys.chunk(hash, 0), blob);
        record(
                DomainKeys.MANIFEST,
                signed(
                        SignedKind.MANIFEST,
                        Manifest.newBuilder()
                                .setRevision(revision)
                                .addBlobs(BlobRef.newBuilder()
                                        .setKind(BlobKind.DIRECTORY)
                                        .setSha256(ByteString.copyFrom(hash))
                                        .setSize(blob.length))
                                .build()));
    }

    private void delta(String workload) throws InvalidProtocolBufferException {
        record(
                DomainKeys.IDENTITY + offset,
                signed(
                        SignedKind.IDENTITY_DELTA,
                        IdentityDelta.newBuilder()
                                .addSet(AddressEntry.newBuilder()
                                        .setAddress(ByteString.copyFrom(ADDRESS))
                                        .setPrefixLength(32)
                                        .setIdentity(1)
                                        .setWorkload(workload))
                                .build()));
    }

    private static byte[] signed(SignedKind kind, MessageLite message) {
        return key.sign(kind, message).toByteArray();
    }

    private void record(String key, byte[] value) throws InvalidProtocolBufferException {
        records.put(offset, value);
        topic.read(key, value, offset++);
    }

    private Optional<byte[]> fetch(long place, String key) {
        fetched++;
        return Optional.ofNullable(records.get(place));
    }
}
