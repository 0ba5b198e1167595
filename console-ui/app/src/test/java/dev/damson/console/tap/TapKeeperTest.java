package dev.damson.console.tap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.damson.console.fixture.ExampleDomain;
import dev.damson.console.fixture.FakeDirector;
import dev.damson.console.place.DomainRef;
import dev.damson.console.policies.PolicyBook;
import dev.damson.console.policies.PolicyReader;
import dev.damson.console.shell.DomainHead;
import dev.damson.console.shell.Domains;
import dev.damson.director.Actor;
import dev.damson.director.TapAccess;
import dev.damson.policy.model.Kind;
import dev.damson.tap.store.keep.TapKeeping;
import dev.damson.tap.store.segment.TenantFolder;
import dev.damson.topology.document.StoredDocument;
import dev.damson.topology.draft.Draft;
import dev.damson.wire.settings.Settings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TapKeeperTest {
    private static final DomainRef SHOP = new DomainRef("acme", "shop");
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path store;

    private final List<TapAccess> audit = new ArrayList<>();
    private List<StoredDocument> documents = ExampleDomain.documents();
    private long head = 1;

    @Test
    void theStoreIsToldTheTapsAndWhichOneIsGoneAfterTheAudit() throws Exception {
        var keeper = keeper();
        var tenant = new TenantFolder(store, "acme");

        keeper.look();
        assertThat(TapKeeping.read(tenant))
                .isEqualTo(new TapKeeping(
                        List.of(new TapKeeping.Kept("shop", "web-app", Optional.of(Duration.ofDays(7)))), List.of()));

        documents = documents.stream()
                .filter(document -> document.key().kind() != Kind.VIRTUAL_TAP)
                .toList();
        keeper.look();
        assertThat(TapKeeping.read(tenant).has("shop", "web-app"))
                .as("the head is the same")
                .isTrue();

        head++;
        keeper.look();
        assertThat(TapKeeping.read(tenant))
                .isEqualTo(new TapKeeping(
                        List.of(), List.of(new TapKeeping.Erased("shop", "web-app", NOON.plusSeconds(1), true))));
        assertThat(audit).singleElement().satisfies(entry -> {
            assertThat(entry.action()).isEqualTo(TapAccess.Action.ERASE);
            assertThat(entry.subject()).isEqualTo("web-app");
            assertThat(entry.reason()).isEqualTo("nothing was stored of it");
        });
        keeper.stop();
    }

    private TapKeeper keeper() {
        var director = new FakeDirector() {
            @Override
            public void recordTapAccess(Actor actor, String tenant, TapAccess access) {
                audit.add(access);
            }
        };
        return new TapKeeper(
                director,
                domains(),
                policies(),
                Settings.of(Map.of("store.folder", store.toString())),
                Clock.fixed(NOON, ZoneOffset.UTC));
    }

    private PolicyReader policies() {
        return new PolicyReader() {
            @Override
            public PolicyBook read(Actor actor, DomainRef domain) {
                return PolicyBook.of(domain, documents);
            }

            @Override
            public List<Draft> drafts(Actor actor, DomainRef domain) {
                return List.of();
            }

            @Override
            public Map<String, Long> hits(Actor actor, DomainRef domain) {
                return Map.of();
            }
        };
    }

    private Domains domains() {
        return new Domains() {
            @Override
            public List<DomainRef> of(Actor actor) {
                return List.of(SHOP);
            }

            @Override
            public Optional<DomainHead> head(Actor actor, DomainRef domain) {
                return Optional.of(new DomainHead(head, 1, 1));
            }

            @Override
            public Stop onChange(Actor actor, DomainRef domain, Runnable changed) {
                return () -> {};
            }
        };
    }
}
