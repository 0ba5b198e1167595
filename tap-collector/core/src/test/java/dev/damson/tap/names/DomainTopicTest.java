package dev.damson.tap.names;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.damson.wire.bundle.BlobKind;
import dev.damson.wire.proto.AddressEntry;
import dev.damson.wire.proto.BlobRef;
import dev.damson.wire.proto.Directory;
import dev.damson.wire.proto.IdentityDelta;
import dev.damson.wire.proto.Manifest;
import dev.damson.wire.proto.RuleName;
import dev.damson.wire.proto.Signed;
import dev.damson.wire.topic.DomainKeys;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DomainTopicTest {
    private static final byte[] ADDRESS = {10, 0, 0, 1};

    private final DomainTopic topic = new DomainTopic("shop");
    private final Map<Long, byte[]> records = new HashMap<>();
    private long offset;
    private int fetched;

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

    private void publish(long revision, String rule) throws InvalidProtocolBufferException {
        var blob = Directory.newBuilder()
                .addRules(RuleName.newBuilder().setRule(rule))
                .build()
                .toByteArray();
        var hash = new byte[] {(byte) revision};
        record(DomainKeys.chunk(hash, 0), blob);
        record(
                DomainKeys.MANIFEST,
                signed(
                        "manifest",
                        Manifest.newBuilder()
                                .setRevision(revision)
                                .addBlobs(BlobRef.newBuilder()
                                        .setKind(BlobKind.DIRECTORY)
                                        .setSha256(ByteString.copyFrom(hash))
                                        .setSize(blob.length))
                                .build()
                                .toByteString()));
    }

    private void delta(String workload) throws InvalidProtocolBufferException {
        record(
                DomainKeys.IDENTITY + offset,
                signed(
                        "identity-delta",
                        IdentityDelta.newBuilder()
                                .addSet(AddressEntry.newBuilder()
                                        .setAddress(ByteString.copyFrom(ADDRESS))
                                        .setPrefixLength(32)
                                        .setIdentity(1)
                                        .setWorkload(workload))
                                .build()
                                .toByteString()));
    }

    private static byte[] signed(String kind, ByteString payload) {
        return Signed.newBuilder().setKind(kind).setPayload(payload).build().toByteArray();
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
