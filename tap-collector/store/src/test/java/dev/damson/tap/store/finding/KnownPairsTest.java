package dev.damson.tap.store.finding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.damson.tap.store.search.SessionRow;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Groups that begin to talk to each other stand out once a domain is known. */
class KnownPairsTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void whatTalksInTheFirstHourIsHowTheDomainIsAndWhatBeginsLaterIsTold() throws Exception {
        var pairs = new KnownPairs(folder.resolve("pairs"));

        assertThat(pairs.learn(List.of(session("web", "app", 0), session("app", "db", 59))))
                .isEmpty();
        assertThat(pairs.learn(List.of(session("web", "app", 90)))).isEmpty();

        assertThat(pairs.learn(List.of(session("web", "db", 61))))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.kind()).isEqualTo(Finding.Kind.FIRST_SEEN);
                    assertThat(finding.subject()).isEqualTo("web to db");
                    assertThat(finding.evidence()).isEqualTo("first http on port 8080, from 10.1.0.11 to 10.1.0.31");
                    assertThat(finding.query()).isEqualTo("src.group = \"web\" and dst.group = \"db\"");
                    assertThat(finding.first()).isEqualTo(NOON.plus(Duration.ofMinutes(61)));
                });
        assertThat(pairs.learn(List.of(session("web", "db", 62))))
                .as("told once")
                .isEmpty();
        assertThat(pairs.learn(List.of(session("db", "web", 62))))
                .as("the other direction is another conversation")
                .hasSize(1);
    }

    @Test
    void aRestartForgetsNothing() throws Exception {
        var file = folder.resolve("pairs");
        var pairs = new KnownPairs(file);
        pairs.learn(List.of(session("web", "app", 0)));
        pairs.save();

        var again = new KnownPairs(file);

        assertThat(again.learn(List.of(session("web", "app", 120)))).isEmpty();
        assertThat(again.learn(List.of(session("web", "db", 120)))).hasSize(1);
    }

    private static SessionRow session(String from, String to, int minute) {
        long nanos = NOON.plus(Duration.ofMinutes(minute)).getEpochSecond() * 1_000_000_000L;
        return new SessionRow(
                "shop",
                "web-app",
                1,
                1,
                "edge-1",
                "web-1",
                "eth0",
                nanos,
                nanos,
                new SessionRow.End("10.1.0.11", 40_000, "", List.of(from)),
                new SessionRow.End("10.1.0.31", 8080, "", List.of(to)),
                6,
                "",
                1,
                1,
                60,
                60,
                0,
                0,
                0,
                -1,
                0,
                1,
                1,
                "",
                "",
                new SessionRow.Application("http", false, List.of(), "", 0, "", "", "", "", "", "", 0));
    }
}
