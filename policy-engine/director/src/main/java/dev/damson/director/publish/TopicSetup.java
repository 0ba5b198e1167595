package dev.damson.director.publish;

import dev.damson.topology.inventory.DomainRecord;
import dev.damson.wire.topic.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.errors.SecurityDisabledException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes topics with their settings, and gives each principal exactly the topics it needs. Safe for many threads. */
public final class TopicSetup implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TopicSetup.class);

    /** A broker that starts answers within seconds; a page or a start waits no longer than this. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration CLOSE = Duration.ofSeconds(2);

    /** So that collectors and inspectors can share a tenant's records; more cost files on a small node. */
    private static final int STREAM_PARTITIONS = 4;

    private static final Map<String, String> COMPACTED = Map.of(
            "cleanup.policy",
            "compact",
            // Old states go within minutes instead of a week: a starting edge reads its topics from the first record.
            "segment.ms",
            Long.toString(Duration.ofMinutes(10).toMillis()),
            "min.cleanable.dirty.ratio",
            "0.2",
            // A tombstone must outlive a reader's pass over the topic, which takes seconds.
            "delete.retention.ms",
            Long.toString(Duration.ofHours(1).toMillis()));

    /** The capture store keeps what matters longer; the topics are its buffer. */
    private static final Map<String, String> FLOWS = Map.of(
            "cleanup.policy", "delete",
            "retention.ms", Long.toString(Duration.ofDays(3).toMillis()),
            "retention.bytes", Long.toString(512L << 20),
            "segment.bytes", Integer.toString(64 << 20));

    private static final Map<String, String> PACKETS = Map.of(
            "cleanup.policy", "delete",
            "retention.ms", Long.toString(Duration.ofDays(1).toMillis()),
            "retention.bytes", Long.toString(512L << 20),
            "segment.bytes", Integer.toString(64 << 20));

    private final Admin admin;
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    public TopicSetup(KafkaAccess kafka) {
        this.admin = kafka.admin();
    }

    /** @return whether this object had not made sure of one of them before */
    public boolean domain(String tenant, String domain) {
        var fresh = ensure(Topics.domain(tenant, domain), 1, COMPACTED);
        return tenant(tenant) || fresh;
    }

    /** @return whether this object had not made sure of one of them before */
    public boolean tenant(String tenant) {
        var flows = ensure(Topics.flow(tenant), STREAM_PARTITIONS, FLOWS);
        var packets = ensure(Topics.tap(tenant), STREAM_PARTITIONS, PACKETS);
        return flows || packets;
    }

    public void edge(String edge) {
        ensure(Topics.edge(edge), 1, COMPACTED);
        ensure(Topics.report(edge), 1, COMPACTED);
    }

    /** Lets an edge read and write what it hosts, and nothing else any more. */
    public void grantEdge(String edge, Collection<DomainRecord> hosted) {
        grantExactly(Principals.edge(edge), Grants.edge(edge, hosted));
    }

    /** Lets the collector read the tenants' streams and the names in their domains' topics. */
    public void grantCollector(Collection<String> tenants, Collection<DomainRecord> domains) {
        grantExactly(Principals.COLLECTOR, Grants.collector(tenants, domains));
    }

    /** Lets the console read everything of Damson's: it shows each person only what is theirs. */
    public void grantConsole() {
        grantExactly(Principals.CONSOLE, Grants.console());
    }

    private boolean ensure(String topic, int partitions, Map<String, String> settings) {
        if (known.contains(topic)) {
            return false;
        }
        var wanted = new NewTopic(topic, Optional.of(partitions), Optional.empty()).configs(settings);
        try {
            await(admin.createTopics(List.of(wanted)).all());
            LOG.info("made topic \"{}\"", topic);
        } catch (ExecutionException failed) {
            if (!(failed.getCause() instanceof TopicExistsException)) {
                throw new PublicationFailed("topic \"" + topic + "\" cannot be made: " + failed.getMessage(), failed);
            }
        }
        return known.add(topic);
    }

    private void grantExactly(String principal, Set<AclBinding> wanted) {
        try {
            var now = Set.copyOf(await(admin.describeAcls(Grants.of(principal)).values()));
            var missing = new HashSet<>(wanted);
            missing.removeAll(now);
            var stale = new HashSet<>(now);
            stale.removeAll(wanted);
            await(admin.createAcls(missing).all());
            await(admin.deleteAcls(stale.stream().map(AclBinding::toFilter).toList())
                    .all());
            if (!missing.isEmpty() || !stale.isEmpty()) {
                LOG.info("{} has {} new and {} withdrawn rights", principal, missing.size(), stale.size());
            }
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof SecurityDisabledException) {
                // An external cluster without an authorizer is its owner's decision.
                LOG.warn("this Kafka has no authorizer: {} can reach every topic", principal);
                return;
            }
            throw new PublicationFailed(
                    "the rights of " + principal + " cannot be set: " + failed.getMessage(), failed);
        }
    }

    private static <T> T await(KafkaFuture<T> future) throws ExecutionException {
        try {
            return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException away) {
            throw new PublicationFailed("Kafka does not answer", away);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new PublicationFailed("interrupted while waiting for Kafka", interrupted);
        }
    }

    @Override
    public void close() {
        admin.close(CLOSE);
    }
}
