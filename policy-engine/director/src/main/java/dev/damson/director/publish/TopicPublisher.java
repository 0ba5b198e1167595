package dev.damson.director.publish;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import dev.damson.policy.model.IpAddress;
import dev.damson.wire.proto.BlobRef;
import dev.damson.wire.proto.EdgeBindings;
import dev.damson.wire.proto.IdentityDelta;
import dev.damson.wire.proto.Manifest;
import dev.damson.wire.proto.Signed;
import dev.damson.wire.signature.SignedKind;
import dev.damson.wire.signature.SigningKey;
import dev.damson.wire.topic.DomainKeys;
import dev.damson.wire.topic.EdgeKeys;
import dev.damson.wire.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;

/**
 * Writes manifests and bindings to their topics, each with all that belongs to it in one transaction. What the topic
 * holds decides what is written, so doing it again is harmless. For one thread.
 */
final class TopicPublisher implements AutoCloseable {
    private static final Duration CLOSE = Duration.ofSeconds(2);

    private final Producer<String, byte[]> producer;
    private final Consumer<String, byte[]> consumer;
    private final LastRecord lastRecord;
    private final SigningKey key;

    /**
     * What each topic holds last. Read once, since a successor's first act is to fence this producer; then remembered,
     * since a transaction that is committed becomes readable a little later, when its markers are written.
     */
    private final Map<String, EdgeBindings> bindings = new HashMap<>();

    private final Map<String, DomainLog> logs = new HashMap<>();

    /** Fences the predecessor with the same transactional id. */
    TopicPublisher(KafkaAccess kafka, String transactionalId, SigningKey key) {
        this.consumer = kafka.reader();
        this.lastRecord = new LastRecord(consumer);
        this.key = key;
        this.producer = kafka.producer(transactionalId);
        producer.initTransactions();
    }

    /** What is published of a domain; empty if nothing is. */
    Optional<DomainLog> published(String tenant, String domain) {
        var topic = Topics.domain(tenant, domain);
        var remembered = logs.get(topic);
        if (remembered != null) {
            return Optional.of(remembered);
        }
        var read = lastRecord.of(topic, DomainKeys.MANIFEST).map(found -> log(topic, found));
        read.ifPresent(log -> logs.put(topic, log));
        return read;
    }

    private DomainLog log(String topic, LastRecord.Found found) {
        var manifest = parse(topic, DomainKeys.MANIFEST, SignedKind.MANIFEST, Manifest.parser(), found.value());
        var deltas = new ArrayList<IdentityDelta>();
        for (var record : found.after()) {
            var value = record.value();
            if (value != null && record.key().startsWith(DomainKeys.IDENTITY)) {
                deltas.add(parse(topic, record.key(), SignedKind.IDENTITY_DELTA, IdentityDelta.parser(), value));
            }
        }
        return new DomainLog(manifest, deltas);
    }

    /**
     * Publishes a revision, unless the topic holds it or a newer one already.
     *
     * @return whether something was written
     */
    boolean publish(Publication publication) {
        var unnumbered = publication.manifest();
        var last = published(unnumbered.getTenant(), unnumbered.getDomain());
        if (last.isPresent() && last.get().manifest().getRevision() >= unnumbered.getRevision()) {
            return false;
        }
        var manifest = unnumbered.toBuilder()
                .setSequence(last.map(DomainLog::sequence).orElse(0L) + 1)
                .setUnixNanos(Nanos.of(publication.committed()))
                .build();
        var topic = Topics.domain(manifest.getTenant(), manifest.getDomain());
        var there = new HashSet<ByteString>();
        last.ifPresent(log -> log.manifest().getBlobsList().forEach(blob -> there.add(blob.getSha256())));
        var records = new ArrayList<ProducerRecord<String, byte[]>>();
        var needed = new HashSet<ByteString>();
        for (var blob : manifest.getBlobsList()) {
            if (needed.add(blob.getSha256()) && !there.contains(blob.getSha256())) {
                records.addAll(chunks(topic, publication.blob(blob.getSha256()), blob));
            }
        }
        records.add(new ProducerRecord<>(
                topic,
                DomainKeys.MANIFEST,
                key.sign(SignedKind.MANIFEST, manifest).toByteArray()));
        last.ifPresent(log -> {
            records.addAll(forgotten(topic, log.manifest(), needed));
            log.addresses().forEach(address -> records.add(new ProducerRecord<>(topic, identityKey(address), null)));
        });
        logs.remove(topic); // a commit that fails may have been done all the same
        send(records);
        logs.put(topic, new DomainLog(manifest));
        return true;
    }

    /**
     * Publishes what has changed under the revision that the topic holds: each delta under the key of every address that
     * it sets, so that compaction leaves the newest of each address.
     *
     * @return the sequence of the topic's newest message; empty if it holds another revision
     */
    OptionalLong publish(MemberChanges changes) {
        var log = published(changes.tenant(), changes.domain())
                .filter(found ->
                        found.manifest().getRevision() == changes.version().revision());
        if (log.isEmpty()) {
            return OptionalLong.empty();
        }
        var topic = Topics.domain(changes.tenant(), changes.domain());
        var deltas = log.get().deltas(changes);
        var records = new ArrayList<ProducerRecord<String, byte[]>>();
        for (var delta : deltas) {
            var signed = key.sign(SignedKind.IDENTITY_DELTA, delta).toByteArray();
            delta.getSetList()
                    .forEach(entry ->
                            records.add(new ProducerRecord<>(topic, identityKey(DomainLog.address(entry)), signed)));
        }
        if (!records.isEmpty()) {
            logs.remove(topic);
            send(records);
            deltas.forEach(log.get()::add);
            logs.put(topic, log.get());
        }
        return OptionalLong.of(log.get().sequence());
    }

    private static String identityKey(IpAddress address) {
        return DomainKeys.IDENTITY + address;
    }

    /** Publishes what an edge hosts, unless the topic says the same already. The sequence is given here. */
    boolean publish(EdgeBindings unnumbered) {
        var topic = Topics.edge(unnumbered.getEdge());
        var last = Optional.ofNullable(bindings.get(topic))
                .or(() -> lastRecord
                        .of(topic, EdgeKeys.BINDINGS)
                        .map(found -> parse(
                                topic, EdgeKeys.BINDINGS, SignedKind.BINDINGS, EdgeBindings.parser(), found.value())));
        var sequence = last.map(EdgeBindings::getSequence).orElse(0L);
        if (last.isPresent()
                && last.get()
                        .equals(unnumbered.toBuilder().setSequence(sequence).build())) {
            bindings.put(topic, last.get());
            return false;
        }
        var next = unnumbered.toBuilder().setSequence(sequence + 1).build();
        bindings.remove(topic);
        send(List.of(new ProducerRecord<>(
                topic, EdgeKeys.BINDINGS, key.sign(SignedKind.BINDINGS, next).toByteArray())));
        bindings.put(topic, next);
        return true;
    }

    private static List<ProducerRecord<String, byte[]>> chunks(String topic, ByteString blob, BlobRef reference) {
        var records = new ArrayList<ProducerRecord<String, byte[]>>();
        var sha256 = reference.getSha256().toByteArray();
        for (var number = 0; number < DomainKeys.chunks(blob.size()); number++) {
            var from = number * DomainKeys.CHUNK_BYTES;
            var to = Math.min(blob.size(), from + DomainKeys.CHUNK_BYTES);
            records.add(new ProducerRecord<>(
                    topic,
                    DomainKeys.chunk(sha256, number),
                    blob.substring(from, to).toByteArray()));
        }
        return records;
    }

    /** Nulls for the chunks that only the manifest before needed: compaction then removes them. */
    private static List<ProducerRecord<String, byte[]>> forgotten(
            String topic, Manifest before, Set<ByteString> needed) {
        var records = new ArrayList<ProducerRecord<String, byte[]>>();
        for (var blob : before.getBlobsList()) {
            if (needed.add(blob.getSha256())) {
                for (var number = 0; number < DomainKeys.chunks(blob.getSize()); number++) {
                    records.add(new ProducerRecord<>(
                            topic, DomainKeys.chunk(blob.getSha256().toByteArray(), number), null));
                }
            }
        }
        return records;
    }

    private void send(List<ProducerRecord<String, byte[]>> records) {
        producer.beginTransaction();
        try {
            for (var record : records) {
                // The commit throws what a send could not do.
                var _ = producer.send(record);
            }
            producer.commitTransaction();
        } catch (ProducerFencedException | InvalidProducerEpochException fenced) {
            throw new Fenced(fenced);
        } catch (KafkaException failed) {
            producer.abortTransaction();
            throw new PublicationFailed("Kafka did not take the publication: " + failed.getMessage(), failed);
        }
    }

    private <M extends Message> M parse(
            String topic, String recordKey, SignedKind kind, Parser<M> parser, byte[] bytes) {
        try {
            var payload = key.trusted()
                    .payload(kind, Signed.parseFrom(bytes))
                    .orElseThrow(() -> new PublicationFailed("the last \"" + recordKey + "\" of topic \"" + topic
                            + "\" is not signed by this director's key"));
            return parser.parseFrom(payload);
        } catch (InvalidProtocolBufferException broken) {
            throw new PublicationFailed("the last \"" + recordKey + "\" of topic \"" + topic + "\" is broken", broken);
        }
    }

    @Override
    public void close() {
        producer.close(CLOSE);
        consumer.close();
    }

    /** Another director has taken over; this one must not publish any more. */
    static final class Fenced extends RuntimeException {
        private static final long serialVersionUID = 1;

        Fenced(Throwable cause) {
            super("another director has taken over this shard", cause);
        }
    }
}
