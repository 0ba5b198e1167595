package dev.damson.tap.store.collect;

import dev.damson.tap.store.segment.SegmentManifest;
import dev.damson.tap.store.segment.TenantFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes segments whose packets are all older than a time, and the oldest ones of a tenant that has too many. */
public final class Retention implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

    private static final Duration EVERY = Duration.ofMinutes(5);
    private static final long NANOS = 1_000_000_000L;

    private final Path store;
    private final Duration keep;
    private final long mostBytes;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("retention").factory());

    /**
     * @param keep the age from which on a segment goes
     * @param mostBytes of one tenant; the oldest segments go first
     */
    public Retention(Path store, Duration keep, long mostBytes) {
        this.store = store;
        this.keep = keep;
        this.mostBytes = mostBytes;
    }

    /** Sweeps every few minutes from now on. */
    public void start() {
        var _ = clock.scheduleWithFixedDelay(
                () -> sweep(Instant.now()), EVERY.toSeconds(), EVERY.toSeconds(), TimeUnit.SECONDS);
    }

    /** Removes what is too old at a moment, or too much. */
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
        // The newest of a partition says where its reading goes on.
        var removable = segments.stream()
                .filter(segment -> !newest.containsValue(segment))
                .sorted(Comparator.comparingLong(SegmentManifest::lastNanos))
                .toList();
        long held = segments.stream().mapToLong(SegmentManifest::bytes).sum();
        for (var segment : removable) {
            if (segment.lastNanos() < oldest || held > mostBytes) {
                tenant.remove(segment);
                held -= segment.bytes();
            }
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
