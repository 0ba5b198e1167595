package dev.damson.tap.store.collect;

import dev.damson.tap.store.segment.SegmentManifest;
import dev.damson.tap.store.segment.TenantFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes segments whose packets are all older than a time. */
public final class Retention implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

    private static final Duration EVERY = Duration.ofMinutes(5);
    private static final long NANOS = 1_000_000_000L;

    private final Path store;
    private final Duration keep;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("retention").factory());

    public Retention(Path store, Duration keep) {
        this.store = store;
        this.keep = keep;
    }

    /** Sweeps every few minutes from now on. */
    public void start() {
        var _ = clock.scheduleWithFixedDelay(
                () -> sweep(Instant.now()), EVERY.toSeconds(), EVERY.toSeconds(), TimeUnit.SECONDS);
    }

    /** Removes what is too old at a moment. */
    void sweep(Instant now) {
        try (var tenants = Files.newDirectoryStream(store, Files::isDirectory)) {
            for (var tenant : tenants) {
                sweep(new TenantFolder(store, tenant.getFileName().toString()), now);
            }
        } catch (NoSuchFileException nothingYet) {
            LOG.debug("the store is empty");
        } catch (IOException | IllegalArgumentException failed) {
            LOG.warn("old segments are left: {}", failed.getMessage());
        }
    }

    private void sweep(TenantFolder tenant, Instant now) throws IOException {
        long oldest = Math.multiplyExact(now.minus(keep).getEpochSecond(), NANOS);
        var newest = new HashMap<String, SegmentManifest>();
        var segments = tenant.segments();
        for (var segment : segments) {
            newest.merge(
                    segment.topic() + "-" + segment.partition(),
                    segment,
                    (one, other) -> one.firstOffset() > other.firstOffset() ? one : other);
        }
        for (var segment : segments) {
            // The newest of a partition says where its reading goes on.
            if (segment.lastNanos() < oldest && !newest.containsValue(segment)) {
                tenant.remove(segment);
            }
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
