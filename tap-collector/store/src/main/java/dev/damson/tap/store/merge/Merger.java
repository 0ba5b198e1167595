package dev.damson.tap.store.merge;

import dev.damson.tap.store.segment.LockedDuckDb;
import dev.damson.tap.store.segment.SegmentManifest;
import dev.damson.tap.store.segment.SegmentMerge;
import dev.damson.tap.store.segment.TenantFolder;
import dev.damson.tap.store.segment.TenantLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Merges the segments of every tenant, from time to time. A lock on a file of each tenant keeps collectors apart. */
public final class Merger implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Merger.class);

    private static final Duration EVERY = Duration.ofSeconds(15);
    /** A segment that is being written is published within seconds. */
    private static final Duration UNPUBLISHED = Duration.ofHours(1);

    private static final int MEGABYTES = 128;

    private final Path store;
    private final Connection connection;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("merge").factory());

    public Merger(Path store) throws IOException, SQLException {
        this.store = store;
        this.connection = LockedDuckDb.open(Files.createDirectories(store), MEGABYTES, 1);
    }

    public void start() {
        var _ = clock.scheduleWithFixedDelay(this::merge, EVERY.toSeconds(), EVERY.toSeconds(), TimeUnit.SECONDS);
    }

    /** Merges what is there now, once. */
    public void merge() {
        try (var tenants = Files.newDirectoryStream(store, Files::isDirectory)) {
            for (var tenant : tenants) {
                locked(new TenantFolder(store, tenant.getFileName().toString()));
            }
        } catch (NoSuchFileException nothingYet) {
            LOG.debug("the store is empty");
        } catch (IOException | RuntimeException failed) {
            LOG.warn("segments are left as they are: {}", failed.toString());
        }
    }

    private void locked(TenantFolder tenant) throws IOException {
        boolean done = TenantLock.tryWith(tenant, () -> {
            merge(tenant);
            tenant.clean(Instant.now().minus(UNPUBLISHED));
        });
        if (!done) {
            LOG.debug("another is at work for {}", tenant.tenant());
        }
    }

    private void merge(TenantFolder tenant) throws IOException {
        for (var run : MergePlan.of(tenant.segments())) {
            if (clock.isShutdown()) {
                return;
            }
            try {
                merge(tenant, run);
            } catch (SQLException failed) {
                LOG.warn(
                        "segments from {} on are left as they are: {}",
                        run.getFirst().name(),
                        failed.getMessage());
            }
        }
    }

    private void merge(TenantFolder tenant, List<SegmentManifest> run) throws IOException, SQLException {
        for (var segment : run) {
            if (!tenant.verify(segment)) {
                LOG.warn("segment {} of tenant {} is damaged, and is not merged", segment.name(), tenant.tenant());
                return;
            }
        }
        if (new SegmentMerge(connection, tenant).merge(run)) {
            LOG.debug(
                    "{} segments from {} on are one now",
                    run.size(),
                    run.getFirst().name());
        }
    }

    @Override
    public void close() {
        clock.shutdown();
        try {
            boolean ended = clock.awaitTermination(EVERY.toSeconds(), TimeUnit.SECONDS);
            LOG.debug("merging has ended: {}", ended);
            connection.close();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (SQLException ignored) {
            LOG.debug("in memory: there is nothing to lose");
        }
    }
}
