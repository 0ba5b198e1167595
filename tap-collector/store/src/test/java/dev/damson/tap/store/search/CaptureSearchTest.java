package dev.damson.tap.store.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.damson.tap.store.SmallStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CaptureSearchTest {
    @SuppressWarnings("NullAway.Init")
    private SmallStore store;

    @SuppressWarnings("NullAway.Init")
    private CaptureSearch search;

    /** Flow 1: an HTTP request and, in the next segment, its answer. Flow 2: denied. Flow 3: another HTTP request. */
    @BeforeAll
    void fill(@TempDir Path folder) throws Exception {
        store = new SmallStore(folder.resolve("store"));
        store.tcp(1, 0, "10.1.0.11:40001", "10.1.0.21:8080", "GET /cart?secret=1 HTTP/1.1\r\nHost: app.shop\r\n\r\n")
                .denied(2, 1, "10.1.0.41:40002", "10.1.0.31:5432")
                .flush();
        store.reply(1, 2, "10.1.0.21:8080", "10.1.0.11:40001", "HTTP/1.1 200 OK\r\n\r\n" + "x".repeat(900))
                .tcp(3, 3, "10.1.0.12:40003", "10.1.0.22:8080", "POST /pay HTTP/1.1\r\nHost: Pay.Shop\r\n\r\n")
                .flush();
        search = new CaptureSearch(folder.resolve("store"));
    }

    @AfterAll
    void close() throws Exception {
        search.close();
        store.close();
    }

    private List<Long> flows(String query) throws QueryException {
        return search.sessions(SmallStore.asking(query), Optional.empty(), 10).value().sessions().stream()
                .map(SessionRow::flow)
                .sorted()
                .toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        ''                                              | 1 2 3
        src.ip = 10.1.0.11                              | 1
        ip = 10.1.0.21                                  | 1
        dst.ip = 10.1.0.16/28                           | 1 2 3
        dst.ip != 10.1.0.31                             | 1 3
        src.ip = fd00:1::11                             |
        port = 8080                                     | 1 3
        dst.port = 5000-6000                            | 2
        dst.port < 6000                                 | 2
        not dst.port = 8080                             | 2
        protocol = http                                 | 1 3
        protocol = TCP                                  | 1 2 3
        http.host = app.shop                            | 1
        http.host = *.shop                              | 1 3
        http.host = pay.*                               | 3
        http.path = /cart                               | 1
        http.status = 200-299                           | 1
        verdict = denied                                | 2
        verdict != denied and port = 8080               | 1 3
        bytes > 800                                     | 1
        packets = 2                                     | 1
        http.method = POST or verdict = denied          | 2 3
        not (http.method = POST or verdict = denied)    | 1
        tap = web-app http.method = GET                 | 1
        duration >= 2000                                | 1
        pay                                             | 3
        10.1.0.41                                       | 2
        "secret"                                        |
        """)
    void findsWhatWasAskedFor(String query, String expected) throws QueryException {
        var wanted = expected == null
                ? List.of()
                : List.of(expected.split(" ")).stream().map(Long::valueOf).toList();
        assertThat(flows(query)).isEqualTo(wanted);
    }

    @Test
    void partsOfASessionAreOneRow() throws Exception {
        var row = search.sessions(SmallStore.asking("http.path = /cart"), Optional.empty(), 10)
                .value()
                .sessions()
                .getFirst();

        assertThat(row.packetsForward()).isEqualTo(1);
        assertThat(row.packetsReverse()).isEqualTo(1);
        assertThat(row.source().address()).isEqualTo("10.1.0.11");
        assertThat(row.destination().port()).isEqualTo(8080);
        assertThat(row.application().httpStatus()).isEqualTo(200);
        assertThat(row.application().httpPath()).isEqualTo("/cart");
        assertThat(row.duration().toSeconds()).isEqualTo(2);
        assertThat(row.communityId()).startsWith("1:");
    }

    @Test
    void pagesFollowEachOtherNewestFirst() throws Exception {
        var seen = new ArrayList<Long>();
        Optional<Page.Cursor> next = Optional.empty();
        do {
            var page = search.sessions(SmallStore.asking(""), next, 1).value();
            page.sessions().forEach(row -> seen.add(row.flow()));
            next = page.next();
        } while (next.isPresent());

        assertThat(seen).containsExactly(3L, 2L, 1L);
    }

    @Test
    void theHistogramCountsEverySessionOnce() throws Exception {
        var buckets = search.histogram(SmallStore.asking(""), 366).value();

        assertThat(buckets.stream().mapToLong(Bucket::allowed).sum()).isEqualTo(2);
        assertThat(buckets.stream().mapToLong(Bucket::denied).sum()).isEqualTo(1);
        assertThat(buckets.getFirst().fromNanos()).isEqualTo(SmallStore.NOON.getEpochSecond() * 1_000_000_000L);
    }

    @Test
    void eachLineOfTheSummaryLeadsToItsSessions() throws Exception {
        var summary = search.summary(SmallStore.asking(""), 10).value();

        assertThat(summary.sessions()).isEqualTo(3);
        assertThat(summary.protocols()).extracting(Summary.Line::name).contains("http");
        for (var lines : List.of(summary.talkers(), summary.protocols(), summary.names())) {
            assertThat(lines).isNotEmpty();
            for (var line : lines) {
                assertThat(flows(line.query())).as(line.query()).hasSize((int) line.sessions());
            }
        }
    }

    @Test
    void anotherTenantFindsNothing() throws Exception {
        var request = SearchRequest.of(
                "globex", SmallStore.NOON.minusSeconds(60), SmallStore.NOON.plusSeconds(60), Query.ALL);

        assertThat(search.sessions(request, Optional.empty(), 10).value().sessions())
                .isEmpty();
    }

    @Test
    void aDamagedFileIsSaidAndTheRestIsFound(@TempDir Path other) throws Exception {
        try (var damaged = new SmallStore(other);
                var searching = new CaptureSearch(other)) {
            damaged.denied(1, 0, "10.1.0.41:1", "10.1.0.31:2").flush();
            damaged.denied(2, 0, "10.1.0.41:1", "10.1.0.31:2").flush();
            damaged.denied(3, 0, "10.1.0.41:1", "10.1.0.31:2").flush();
            var segments = damaged.tenant().segments();
            var shortened = damaged.tenant().file(segments.getFirst(), "sessions.parquet");
            Files.write(shortened, new byte[] {1, 2, 3});
            var altered = damaged.tenant().file(segments.get(1), "sessions.parquet");
            Files.write(altered, new byte[(int) Files.size(altered)]);

            var answer = searching.sessions(SmallStore.asking(""), Optional.empty(), 10);

            assertThat(answer.value().sessions()).extracting(SessionRow::flow).containsExactly(3L);
            assertThat(answer.coverage().damaged())
                    .containsExactlyInAnyOrder(
                            segments.getFirst().name(), segments.get(1).name());
        }
    }
}
