package dev.damson.tap.store.finding;

import dev.damson.tap.store.search.CaptureSearch;
import dev.damson.tap.store.search.Page;
import dev.damson.tap.store.search.Query;
import dev.damson.tap.store.search.SearchException;
import dev.damson.tap.store.search.SearchRequest;
import dev.damson.tap.store.search.SessionRow;
import dev.damson.tap.store.segment.TenantFolder;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at what was stored lately, again and again. A lock on a file of each tenant keeps collectors apart. */
public final class FindingWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FindingWatch.class);

    private static final Duration EVERY = Duration.ofSeconds(15);

    /** Longer than the pause, so that a scan is seen whole wherever it begins. */
    private static final Duration STRETCH = Duration.ofSeconds(60);

    private static final int PAGE = 1_000;

    /** Of one tenant and look, newest first; a flood beyond it is itself among them. */
    private static final int MOST_SESSIONS = 5_000;

    private final Path store;
    private final CaptureSearch search;
    private final FindingStore findings;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("findings").factory());

    public FindingWatch(Path store) {
        this.store = store;
        this.search = new CaptureSearch(store);
        this.findings = new FindingStore(store);
    }

    public void start() {
        var _ = clock.scheduleWithFixedDelay(
                () -> look(Instant.now()), EVERY.toSeconds(), EVERY.toSeconds(), TimeUnit.SECONDS);
    }

    /** Looks once at the stretch before a moment, at every tenant. */
    void look(Instant now) {
        try (var tenants = Files.newDirectoryStream(store, Files::isDirectory)) {
            for (var tenant : tenants) {
                locked(tenant.getFileName().toString(), now);
            }
        } catch (NoSuchFileException nothingYet) {
            LOG.debug("the store is empty");
        } catch (IOException | RuntimeException failed) {
            LOG.warn("findings of this moment are left out: {}", failed.toString());
        }
    }

    private void locked(String tenant, Instant now) throws IOException {
        var folder =
                Files.createDirectories(new TenantFolder(store, tenant).root().resolve("findings"));
        try (var channel =
                        FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var lock = channel.tryLock()) {
            if (lock != null) {
                look(tenant, folder, now);
            }
        } catch (OverlappingFileLockException another) {
            LOG.debug("another watch of this process looks at {}", tenant);
        } catch (SearchException failed) {
            LOG.warn("findings of {} are left out this time: {}", tenant, failed.getMessage());
        }
    }

    private void look(String tenant, Path folder, Instant now) throws IOException {
        var sessions = sessions(tenant, now);
        for (var finding : Detective.look(sessions)) {
            findings.keep(tenant, finding);
        }
        var pairs = new KnownPairs(folder.resolve("pairs"));
        for (var finding : pairs.learn(sessions)) {
            findings.keep(tenant, finding);
        }
        pairs.save();
    }

    private List<SessionRow> sessions(String tenant, Instant now) {
        var request = SearchRequest.of(tenant, now.minus(STRETCH), now, Query.ALL);
        var sessions = new ArrayList<SessionRow>();
        Optional<Page.Cursor> next = Optional.empty();
        do {
            var page = search.sessions(request, next, PAGE).value();
            sessions.addAll(page.sessions());
            next = page.next();
        } while (next.isPresent() && sessions.size() < MOST_SESSIONS);
        return sessions;
    }

    @Override
    public void close() {
        clock.shutdown();
        try {
            boolean ended = clock.awaitTermination(EVERY.toSeconds(), TimeUnit.SECONDS);
            LOG.debug("the watch has ended: {}", ended);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        search.close();
    }
}
