package dev.damson.tap.store.collect;

import dev.damson.tap.store.keep.TapKeeping;
import dev.damson.tap.store.segment.LockedDuckDb;
import dev.damson.tap.store.segment.PacketSegment;
import dev.damson.tap.store.segment.SegmentErasure;
import dev.damson.tap.store.segment.SegmentManifest;
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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes segments whose packets are all older than a time, and the oldest ones of a tenant that has too many; erases
 * what single taps must not have any more from the others.
 */
public final class Retention implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

    /** So soon what a tap copied is gone after the tap. */
    private static final Duration EVERY = Duration.ofMinutes(1);

    private static final int MEGABYTES = 128;
    /** For what is being written just now. */
    private static final Duration ENDING = Duration.ofSeconds(15);

    private static final long NANOS = 1_000_000_000L;

    private final Path store;
    private final Duration keep;
    private final long mostBytes;
    private final Connection connection;
    /** Segments that hold nothing of what was erased from them, by tenant, name and folder. */
    private final Map<String, List<SegmentErasure.Erased>> done = new ConcurrentHashMap<>();

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("retention").factory());

    /**
     * @param keep the age from which on a segment goes
     * @param mostBytes of one tenant; the oldest segments go first
     */
    public Retention(Path store, Duration keep, long mostBytes) throws IOException, SQLException {
        this.connection = LockedDuckDb.open(Files.createDirectories(store), MEGABYTES, 1);
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
                var folder = new TenantFolder(store, tenant.getFileName().toString());
                sweep(folder, now);
                erase(folder, now);
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

    /** Of taps with a retention of their own, and of those that are gone. */
    private void erase(TenantFolder tenant, Instant now) throws IOException {
        var due = TapKeeping.read(tenant).due(now);
        if (!due.isEmpty() && !TenantLock.tryWith(tenant, () -> eraseLocked(tenant, due))) {
            LOG.debug("another is at work for {}: it is looked at again", tenant.tenant());
        }
    }

    private void eraseLocked(TenantFolder tenant, List<TapKeeping.Erased> due) throws IOException {
        var erasure = new SegmentErasure(connection, tenant);
        var segments = tenant.segments();
        var known = segments.stream().map(segment -> identity(tenant, segment)).collect(Collectors.toSet());
        done.keySet().removeIf(key -> key.startsWith(tenant.tenant() + " ") && !known.contains(key));
        for (var segment : segments) {
            var from = erased(segment, due);
            if (segment.has(PacketSegment.SESSIONS)
                    && !from.isEmpty()
                    && !from.equals(done.get(identity(tenant, segment)))) {
                try {
                    if (erasure.erase(segment, from)) {
                        LOG.info("segment {} of tenant {} has less by {}", segment.name(), tenant.tenant(), from);
                    } else {
                        done.put(identity(tenant, segment), from);
                    }
                } catch (SQLException failed) {
                    LOG.warn("segment {} is left as it is: {}", segment.name(), failed.getMessage());
                }
            }
        }
    }

    /**
     * What concerns a segment: one whose packets are partly too old is written anew only when all are, or each sweep
     * would write it again.
     */
    private static List<SegmentErasure.Erased> erased(SegmentManifest segment, List<TapKeeping.Erased> due) {
        var erased = new ArrayList<SegmentErasure.Erased>();
        for (var tap : due) {
            long before = Math.multiplyExact(tap.before().getEpochSecond(), NANOS);
            if (tap.gone() ? segment.firstNanos() < before : segment.lastNanos() < before) {
                erased.add(new SegmentErasure.Erased(
                        tap.domain(), tap.tap(), tap.gone() ? before : segment.lastNanos() + 1));
            }
        }
        return erased;
    }

    private static String identity(TenantFolder tenant, SegmentManifest segment) {
        return tenant.tenant() + " " + segment.name() + " " + segment.folder();
    }

    @Override
    public void close() {
        clock.shutdown();
        try {
            boolean ended = clock.awaitTermination(ENDING.toSeconds(), TimeUnit.SECONDS);
            LOG.debug("sweeping has ended: {}", ended);
            connection.close();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (SQLException ignored) {
            LOG.debug("in memory: there is nothing to lose");
        }
    }
}
