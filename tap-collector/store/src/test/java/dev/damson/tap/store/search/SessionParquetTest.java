package dev.damson.tap.store.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.damson.tap.store.SmallStore;
import dev.damson.tap.store.segment.LockedDuckDb;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What another tool reads in the file. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SessionParquetTest {
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private SmallStore store;

    @SuppressWarnings("NullAway.Init")
    private CaptureSearch search;

    @BeforeAll
    void fill(@TempDir Path root) throws Exception {
        folder = root;
        store = new SmallStore(root.resolve("store"));
        store.tcp(1, 0, "10.1.0.11:40001", "10.1.0.21:8080", "GET /cart?secret=1 HTTP/1.1\r\nHost: app.shop\r\n\r\n")
                .denied(2, 1, "10.1.0.41:40002", "10.1.0.31:5432")
                .flush();
        store.reply(1, 2, "10.1.0.21:8080", "10.1.0.11:40001", "HTTP/1.1 200 OK\r\n\r\n" + "x".repeat(900))
                .flush();
        search = new CaptureSearch(root.resolve("store"));
    }

    @AfterAll
    void close() throws Exception {
        search.close();
        store.close();
    }

    @Test
    void eachSessionIsOneRowWithTypedColumns() throws Exception {
        assertThat(read(
                        "",
                        List.of(),
                        "flow, source, destination_port, verdict, http_host, http_status, packets_forward,"
                                + " packets_reverse, typeof(first)"))
                .containsExactly(
                        "0000000000000001 10.1.0.11 8080 allowed app.shop 200 4 1 TIMESTAMP_NS"
                                .replace("4 1", counts()),
                        "0000000000000002 10.1.0.41 5432 denied  null 1 0 TIMESTAMP_NS");
    }

    /** Of flow 1, as the search has them. */
    private String counts() throws QueryException {
        var row = search.sessions(SmallStore.asking("http.host = app.shop"), Optional.empty(), 1)
                .value()
                .sessions()
                .getFirst();
        return row.packetsForward() + " " + row.packetsReverse();
    }

    @Test
    void theQueryAndTheMarkedOnesAreKept() throws Exception {
        assertThat(read("verdict = denied", List.of(), "flow")).containsExactly("0000000000000002");
        assertThat(read("http.host = \"x' OR 1=1 --\"", List.of(), "flow")).isEmpty();

        var marked = search.sessions(SmallStore.asking("http.host = app.shop"), Optional.empty(), 1)
                .value()
                .sessions()
                .getFirst();
        assertThat(read("", List.of(SessionId.of(marked)), "flow")).containsExactly("0000000000000001");
    }

    @Test
    void nothingThatWasHeldInConfidenceIsInIt() throws Exception {
        assertThat(read("", List.of(), "http_path")).contains("/cart").noneMatch(path -> path.contains("secret"));
    }

    @Test
    void aTimeOfWhichNothingIsKeptIsSaid() throws Exception {
        var before = SmallStore.asking("");
        var request = SearchRequest.of(
                before.tenant(),
                before.from().minus(Duration.ofDays(9)),
                before.from().minus(Duration.ofDays(8)),
                before.query());

        assertThatThrownBy(() -> new SessionParquet(search).write(request, List.of(), new ByteArrayOutputStream()))
                .isInstanceOf(SearchException.class)
                .hasMessage("nothing is kept of this time");
    }

    private List<String> read(String query, List<SessionId> only, String columns) throws Exception {
        var file = Files.createTempFile(folder, "sessions", ".parquet");
        try (var out = Files.newOutputStream(file)) {
            new SessionParquet(search).write(SmallStore.asking(query), only, out);
        }
        var rows = new ArrayList<String>();
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement();
                var found = statement.executeQuery("SELECT " + columns + " FROM read_parquet("
                        + LockedDuckDb.literal(file.toString()) + ") ORDER BY first")) {
            int width = found.getMetaData().getColumnCount();
            while (found.next()) {
                var row = new ArrayList<String>();
                for (int column = 1; column <= width; column++) {
                    row.add(String.valueOf(found.getObject(column)));
                }
                rows.add(String.join(" ", row));
            }
        }
        return rows;
    }
}
