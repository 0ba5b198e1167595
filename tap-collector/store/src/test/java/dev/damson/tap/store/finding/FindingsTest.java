package dev.damson.tap.store.finding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.damson.tap.store.SmallStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FindingsTest {
    private static final String SECRET = "correct horse";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void whoAsksForManyPortsAndGetsNoAnswerScans() throws Exception {
        try (var store = new SmallStore(folder)) {
            for (var port = 1; port <= Detective.SCAN_ENDS; port++) {
                store.denied(port, 1, "10.1.0.41:40000", "10.1.0.31:" + port);
            }
            store.denied(100, 2, "10.1.0.42:40000", "10.1.0.31:5432").flush();
        }
        look();

        var found = findings();
        assertThat(found).hasSize(1);
        assertThat(found.getFirst().kind()).isEqualTo(Finding.Kind.SCAN);
        assertThat(found.getFirst().subject()).isEqualTo("10.1.0.41");
        assertThat(found.getFirst().evidence()).startsWith("15 ports of one address asked");
        assertThat(found.getFirst().query()).isEqualTo("src.ip = 10.1.0.41");
    }

    @Test
    void aPasswordInClearIsToldByItsUserItsLengthAndItsPacketAlone() throws Exception {
        var basic = Base64.getEncoder().encodeToString(("ada:" + SECRET).getBytes(StandardCharsets.UTF_8));
        try (var store = new SmallStore(folder)) {
            var findings = store.tcp(7, 1, "10.1.0.41:40000", "10.1.0.11:80", "")
                    .tcp(
                            7,
                            1,
                            "10.1.0.41:40000",
                            "10.1.0.11:80",
                            "GET / HTTP/1.1\r\nAuthorization: Basic " + basic + "\r\n\r\n")
                    .tcp(8, 2, "10.1.0.41:40001", "10.1.0.31:21", "USER bert\r\n")
                    .tcp(8, 2, "10.1.0.41:40001", "10.1.0.31:21", "PASS " + SECRET.replace(' ', '-') + "\r\n")
                    .flush();
            for (var finding : findings.lastFindings()) {
                new FindingStore(folder).keep(SmallStore.TENANT, finding);
            }
        }

        assertThat(findings())
                .extracting(Finding::subject)
                .containsExactlyInAnyOrder(
                        "user ada from 10.1.0.41 to 10.1.0.11 port 80, HTTP Basic",
                        "user bert from 10.1.0.41 to 10.1.0.31 port 21, USER and PASS");
        assertThat(findings())
                .extracting(Finding::evidence)
                .allMatch(text -> text.equals("a password of 13 characters, in packet 2"));
        try (var files = Files.list(folder.resolve("acme/findings"))) {
            for (var file : files.toList()) {
                assertThat(Files.readString(file)).doesNotContain("horse", basic);
            }
        }
    }

    @Test
    void whoAgreesOnOldTlsIsToldWithTheVersion() throws Exception {
        try (var store = new SmallStore(folder)) {
            store.tcp(1, 1, "10.1.0.41:40000", "10.1.0.11:443", "")
                    .reply(1, 1, "10.1.0.11:443", "10.1.0.41:40000", serverHello("0301"))
                    .tcp(2, 2, "10.1.0.42:40000", "10.1.0.11:443", "")
                    .reply(2, 2, "10.1.0.11:443", "10.1.0.42:40000", serverHello("0303"))
                    .flush();
        }
        look();

        assertThat(findings()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Finding.Kind.LEGACY_TLS);
            assertThat(finding.subject()).isEqualTo("10.1.0.41 with 10.1.0.11 port 443");
            assertThat(finding.evidence()).isEqualTo("TLS 1.0 agreed on");
            assertThat(finding.query())
                    .isEqualTo("tls.version = \"TLS 1.0\" and src.ip = 10.1.0.41 and dst.ip = 10.1.0.11");
        });
    }

    /** RFC 5246, section 7.4.1.3, in one record. */
    private static String serverHello(String version) {
        var body = version + "00".repeat(32) + "00" + "002f" + "00";
        var handshake = "02%06x".formatted(body.length() / 2) + body;
        var record = "16" + version + "%04x".formatted(handshake.length() / 2) + handshake;
        return new String(HexFormat.of().parseHex(record), StandardCharsets.ISO_8859_1);
    }

    @Test
    void aMutedFindingStaysAndSaysWhoMutedItAndWhy() throws Exception {
        var store = new FindingStore(folder);
        var at = Instant.parse("2026-11-20T12:00:00Z");
        var finding = new Finding(Finding.Kind.SCAN, "shop", "client-1", "20 ports", "src.ip = 10.1.0.41", at, at);
        store.keep("acme", finding);
        store.mute("acme", finding.id(), new Mute("ana", "our own scanner", at));
        store.keep("acme", finding.again(finding));

        assertThat(store.of("acme", "shop"))
                .containsExactly(new FindingStore.Found(finding, Optional.of(new Mute("ana", "our own scanner", at))));
        store.unmute("acme", finding.id());
        assertThat(store.of("acme", "shop").getFirst().mute()).isEmpty();
        assertThat(store.of("acme", "other")).isEmpty();
        assertThatThrownBy(() -> store.mute("acme", "../../etc/passwd", new Mute("ana", "", at)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private void look() throws Exception {
        try (var watch = new FindingWatch(folder)) {
            watch.look(SmallStore.NOON.plusSeconds(30));
        }
    }

    private List<Finding> findings() throws Exception {
        return new FindingStore(folder)
                .of(SmallStore.TENANT, "shop").stream()
                        .map(FindingStore.Found::finding)
                        .toList();
    }
}
