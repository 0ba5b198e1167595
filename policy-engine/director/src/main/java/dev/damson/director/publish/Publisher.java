package dev.damson.director.publish;

import dev.damson.topology.TopologyGraph;
import dev.damson.topology.document.Version;
import dev.damson.topology.inventory.DomainRecord;
import dev.damson.topology.revision.OutboxEntry;
import dev.damson.wire.signature.SigningKey;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works off the outbox in a thread of its own. A commit wakes it; without one it looks again from time to time, since
 * another director or a crash may have left something.
 */
public final class Publisher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);

    /** Until there are several directors there is one shard, of all domains. */
    private static final int SHARD = 0;

    private static final String TRANSACTIONAL_ID = "damson-director-" + SHARD;

    /** How long something that nobody woke us for may wait. */
    private static final Duration LOOK = Duration.ofSeconds(5);

    private static final Duration STOP = Duration.ofSeconds(10);

    private final TopologyGraph graph;
    private final KafkaAccess kafka;
    private final SigningKey key;
    private final RevisionSource revisions;
    private final PublicationListener listener;
    private final TopicSetup topics;
    private final Semaphore work = new Semaphore(1);
    private final Thread thread;
    private volatile boolean running = true;

    /** Whether the collector may read every topic that there is; asking Kafka at every commit would cost as much as it. */
    private boolean collectorGranted;

    public Publisher(
            TopologyGraph graph,
            KafkaAccess kafka,
            SigningKey key,
            TopicSetup topics,
            RevisionSource revisions,
            PublicationListener listener) {
        this.graph = graph;
        this.kafka = kafka;
        this.key = key;
        this.topics = topics;
        this.revisions = revisions;
        this.listener = listener;
        this.thread = Thread.ofPlatform().name("director-publisher").unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    /** Something was committed. */
    public void wake() {
        work.release();
    }

    private void run() {
        @Nullable TopicPublisher publisher = null;
        var rightsSet = false;
        while (running) {
            try {
                if (publisher == null) {
                    publisher = new TopicPublisher(kafka, TRANSACTIONAL_ID, key);
                    LOG.info("publishing as \"{}\"", TRANSACTIONAL_ID);
                }
                if (!rightsSet) {
                    topics.grantConsole();
                    grantCollector();
                    rightsSet = true;
                }
                workOff(publisher);
                await();
            } catch (TopicPublisher.Fenced fenced) {
                LOG.error("stopped publishing: {}", fenced.getMessage());
                running = false;
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                running = false;
            } catch (RuntimeException failed) {
                if (running) {
                    LOG.warn("publishing is tried again: {}", failed.getMessage());
                }
                close(publisher);
                publisher = null;
                pause();
            }
        }
        close(publisher);
    }

    private void workOff(TopicPublisher publisher) {
        for (var entry : graph.outbox().pending()) {
            try {
                switch (entry) {
                    case OutboxEntry.DomainHead head -> publish(publisher, head);
                    case OutboxEntry.EdgePorts ports -> publish(publisher, ports);
                }
                graph.outbox().done(entry);
            } catch (PublicationFailed failed) {
                // It stays in the outbox; one domain that cannot be published must not hold up the others.
                LOG.warn("{} waits: {}", entry, failed.getMessage());
            }
        }
    }

    private void publish(TopicPublisher publisher, OutboxEntry.DomainHead head) {
        if (topics.domain(head.tenant(), head.domain())) {
            collectorGranted = false;
        }
        if (!collectorGranted) {
            grantCollector();
        }
        var version = Version.of(head.version());
        var published = publisher.published(head.tenant(), head.domain());
        if (version.change() == 0
                || published
                        .filter(log -> log.manifest().getRevision() >= version.revision())
                        .isEmpty()) {
            revisions.head(head.tenant(), head.domain()).ifPresent(publication -> {
                if (publisher.publish(publication)) {
                    LOG.info(
                            "published revision {} of {}/{}",
                            publication.manifest().getRevision(),
                            head.tenant(),
                            head.domain());
                }
            });
        }
        revisions.changes(head.tenant(), head.domain()).ifPresent(changes -> {
            publisher
                    .publish(changes)
                    .ifPresent(
                            sequence -> listener.published(head.tenant(), head.domain(), changes.version(), sequence));
        });
    }

    private void publish(TopicPublisher publisher, OutboxEntry.EdgePorts entry) {
        var ports = graph.fleet().portsAround(entry.edge());
        var hosted = graph.fleet().domainsOn(entry.edge());
        hosted.forEach(domain -> topics.domain(domain.tenant(), domain.name()));
        topics.edge(entry.edge());
        topics.grantEdge(entry.edge(), hosted);
        if (publisher.publish(Bindings.of(entry.edge(), ports, graph.fleet().underlay()))) {
            LOG.info("published {} ports to edge \"{}\"", ports.size(), entry.edge());
        }
    }

    private void grantCollector() {
        List<DomainRecord> domains = graph.tenants().allDomains();
        topics.grantCollector(graph.tenants().names(), domains);
        collectorGranted = true;
    }

    private void await() throws InterruptedException {
        if (work.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
            work.drainPermits();
        }
    }

    private void pause() {
        try {
            await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            running = false;
        }
    }

    private static void close(@Nullable TopicPublisher publisher) {
        if (publisher != null) {
            publisher.close();
        }
    }

    /** Lets the thread finish what it is writing; interrupts it only if it hangs. */
    @Override
    public void close() {
        running = false;
        work.release();
        try {
            if (!thread.join(STOP)) {
                thread.interrupt();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
