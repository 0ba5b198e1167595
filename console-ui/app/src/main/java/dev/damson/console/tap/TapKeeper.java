package dev.damson.console.tap;

import dev.damson.console.place.DomainRef;
import dev.damson.console.policies.PolicyReader;
import dev.damson.console.shell.Domains;
import dev.damson.director.Actor;
import dev.damson.director.Director;
import dev.damson.director.TapAccess;
import dev.damson.policy.model.VirtualTap;
import dev.damson.tap.store.keep.TapKeeping;
import dev.damson.tap.store.search.CaptureSearch;
import dev.damson.tap.store.segment.SegmentManifest;
import dev.damson.tap.store.segment.TenantFolder;
import dev.damson.wire.settings.Settings;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Tells the store which taps there are and how long each keeps what it copied. A tap that is gone, by whatever way it
 * went, takes its packets with it; the audit first gets the hashes of the segments that hold them.
 */
@Component
public class TapKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(TapKeeper.class);

    private static final Duration EVERY = Duration.ofSeconds(5);

    /** An entry of the audit is read by people. */
    private static final int MOST_HASHES = 64;

    private final Director director;
    private final Domains domains;
    private final PolicyReader policies;
    private final CaptureSearch search;
    private final Path store;
    private final Clock clock;
    private final Map<DomainRef, Long> heads = new HashMap<>();
    private final CountDownLatch ending = new CountDownLatch(1);

    TapKeeper(Director director, Domains domains, PolicyReader policies, Settings settings, Clock clock) {
        this.director = director;
        this.domains = domains;
        this.policies = policies;
        this.store = settings.findPath("store.folder").orElse(Path.of("store"));
        this.search = new CaptureSearch(store);
        this.clock = clock;
    }

    @PostConstruct
    void start() {
        Thread.ofVirtual().name("tap-keeper").start(this::run);
    }

    private void run() {
        try {
            while (!ending.await(EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    look();
                } catch (IOException | RuntimeException failed) {
                    LOG.warn("the store is told later which taps there are: {}", failed.toString());
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Looks at the domains whose head is another one than at the last look. */
    synchronized void look() throws IOException {
        for (var domain : domains.of(Actor.SYSTEM)) {
            var head = domains.head(Actor.SYSTEM, domain);
            if (head.isPresent()
                    && !Optional.of(head.get().revision()).equals(Optional.ofNullable(heads.get(domain)))) {
                look(domain, policies.read(Actor.SYSTEM, domain).set().taps());
                heads.put(domain, head.get().revision());
            }
        }
    }

    private void look(DomainRef domain, List<VirtualTap> taps) throws IOException {
        var tenant = new TenantFolder(store, domain.tenant());
        var before = TapKeeping.read(tenant);
        var kept = taps.stream()
                .map(tap -> new TapKeeping.Kept(domain.domain(), tap.name(), tap.retention()))
                .collect(Collectors.toCollection(ArrayList::new));
        var erased = new ArrayList<>(before.erased());
        for (var known : before.kept()) {
            if (!known.domain().equals(domain.domain())) {
                kept.add(known);
            } else if (taps.stream().noneMatch(tap -> tap.name().equals(known.tap()))) {
                erased.add(erase(domain, known.tap(), tenant));
            }
        }
        var now = new TapKeeping(kept, erased);
        if (!now.equals(before)) {
            now.write(tenant);
        }
    }

    private TapKeeping.Erased erase(DomainRef domain, String tap, TenantFolder tenant) throws IOException {
        var now = Instant.ofEpochSecond(clock.instant().getEpochSecond() + 1);
        var holding = search.segmentsOf(domain.tenant(), domain.domain(), tap);
        var hashes = tenant.segments().stream()
                .filter(segment -> holding.contains(segment.name()))
                .flatMap(segment -> segment.files().stream())
                .map(SegmentManifest.StoredFile::sha256)
                .toList();
        director.recordTapAccess(
                Actor.SYSTEM,
                domain.tenant(),
                new TapAccess(domain.domain(), tap, TapAccess.Action.ERASE, false, words(hashes)));
        return new TapKeeping.Erased(domain.domain(), tap, now, true);
    }

    private static String words(List<String> hashes) {
        if (hashes.isEmpty()) {
            return "nothing was stored of it";
        }
        var listed = hashes.stream().limit(MOST_HASHES).collect(Collectors.joining(" "));
        return "from files with SHA-256 " + listed
                + (hashes.size() > MOST_HASHES ? " and " + (hashes.size() - MOST_HASHES) + " more" : "");
    }

    @PreDestroy
    void stop() {
        ending.countDown();
        search.close();
    }
}
