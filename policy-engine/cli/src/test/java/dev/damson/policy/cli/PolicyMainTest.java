package dev.damson.policy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyMainTest {
    private static final String SHOP = "../../examples/shop.yaml";
    private static final String ACME = "../../examples/laboratory/acme.yaml";
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-20T12:00:00Z"));

    @TempDir
    private Path folder;

    private record Ran(int code, String out, String err) {}

    private static Ran run(String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        int code = PolicyMain.run(new PrintWriter(out, true), new PrintWriter(err, true), false, CLOCK, arguments);
        return new Ran(code, out.toString(), err.toString());
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void theReferenceFileIsFine() {
        assertThat(run("check", "--complete", SHOP, ACME))
                .isEqualTo(new Ran(0, "", "22 objects, 0 errors, 0 warnings\n"));
    }

    @Test
    void problemsArePrintedWithTheirPlaces() throws IOException {
        Path file = file(
                "t.yaml", "apiVersion: damson.dev/v1\nkind: Tier\nmetadata: {name: t, domain: d}\nspec: {ordr: 1}\n");

        Ran text = run("check", folder.toString());
        Ran json = run("check", "--output", "json", file.toString());

        assertThat(text)
                .isEqualTo(new Ran(
                        1,
                        file + ":4:7: error: order is missing (Tier \"t\")\n" + file
                                + ":4:8: error: unknown field \"ordr\" (Tier \"t\"): did you mean \"order\"?\n",
                        "1 object, 2 errors, 0 warnings\n"));
        assertThat(json.code()).isEqualTo(1);
        assertThat(json.out()).contains("""
                    {
                      "severity": "error",
                      "file": "%s",
                      "line": 4,
                      "column": 8,
                      "path": "spec.ordr",
                      "value": "ordr",
                      "message": "unknown field \\"ordr\\" (Tier \\"t\\")",
                      "expected": "did you mean \\"order\\"?"
                    }
                """.formatted(file));
    }

    @Test
    void warningsAreErrorsOnlyIfAsked() throws IOException {
        Path file = file("g.yaml", """
                apiVersion: damson.dev/v1
                kind: Group
                metadata: {name: g, domain: shop}
                spec: {cidrs: [{cidr: 10.1.0.0/16}]}
                """);

        assertThat(run("check", ACME, file.toString()).code()).isZero();
        assertThat(run("check", "--strict", ACME, file.toString()).code()).isEqualTo(1);
    }

    @Test
    void theReferenceFilesTestsHold() throws IOException {
        Path junit = folder.resolve("junit.xml");

        Ran ran = run("test", SHOP, ACME, "--junit", junit.toString());

        assertThat(ran.code()).isZero();
        assertThat(ran.out()).startsWith("ok    shop/shop-works 1: client-1 to web-1, TCP 80 is allowed\n");
        assertThat(ran.err()).isEqualTo("4 expectations, 0 not met\n");
        assertThat(Files.readString(junit))
                .contains("<testsuite name=\"shop/shop-works\" tests=\"4\" failures=\"0\">")
                .contains("name=\"client-1 to db-1, TCP 5432 is denied\"/>");
    }

    @Test
    void aTestThatDoesNotHoldSaysWhy() throws IOException {
        Path file = file("test.yaml", """
                apiVersion: damson.dev/v1
                kind: PolicyTest
                metadata: {name: wrong, domain: shop}
                spec:
                  connections:
                    - {from: {workload: client-1}, to: {workload: db-1}, service: {protocol: TCP, port: 5432}, expect: allowed}
                """);

        Ran ran = run("test", SHOP, ACME, file.toString());

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out()).contains("""
                        FAIL  shop/wrong 1: client-1 to db-1, TCP 5432 is allowed
                              expected allowed, but it is denied by protect-db/nobody-else
                        """);
    }

    @Test
    void explainNamesEveryEndAndTier() {
        Ran ran = run("explain", SHOP, ACME, "--from", "web-1", "--to", "10.1.0.21", "--service", "TCP/8080");

        assertThat(ran).isEqualTo(new Ran(0, """
                web-1 (10.1.0.11) to app-1 (10.1.0.21), TCP 8080: allowed by three-tiers/web-to-app, through inspected
                  leaving web-1 (enforce): allowed by three-tiers/web-to-app
                    tier platform: nothing matches
                    tier application: three-tiers/web-to-app says allow
                    copied by web-app
                  entering app-1 (enforce): allowed by three-tiers/web-to-app
                    tier platform: nothing matches
                    tier application: three-tiers/web-to-app says allow
                """, ""));
    }

    @Test
    void explainSpeaksJson() {
        Ran ran = run(
                "explain", SHOP, ACME, "--from", "client-1", "--to", "db-1", "--service", "ICMP/8", "--output", "json");

        assertThat(ran.out())
                .contains("\"sentence\": \"client-1 (10.1.0.41) to db-1 (10.1.0.31), ICMP type 8 code 0: denied by"
                        + " protect-db/nobody-else at the source\"")
                .contains("\"passes\": false");
    }

    @Test
    void connectivityIsToldAsTableGraphAndJson() {
        Ran table = run("connectivity", SHOP, ACME);
        Ran graph = run("connectivity", SHOP, ACME, "--output", "mermaid");
        Ran json = run("connectivity", SHOP, ACME, "--output", "json");

        assertThat(table.code()).isZero();
        assertThat(table.out().lines().toList())
                .startsWith("SOURCE                     DESTINATION            CONNECTIONS")
                .contains(
                        "203.0.113.0-203.0.113.127  shop/web-1[container]  TCP 80,8000-8010",
                        "shop/web-1[container]      shop/app-1[container]  ICMP 8,ICMPv6 128,TCP 8080",
                        "shop/app-1[container]      shop/db-1[container]   TCP 5432");
        assertThat(graph.out()).startsWith("flowchart LR\n").contains("[\"db-1[container]\"]");
        assertThat(json.out())
                .startsWith("[\n  {\n    \"src\": \"203.0.113.0-203.0.113.127\",\n")
                .contains("\"dst\": \"shop/db-1[container]\",\n    \"conn\": \"TCP 5432\"");
    }

    @Test
    void diffTellsWhatOpensAndCloses() throws IOException {
        Path changed = file(
                "shop.yaml",
                Files.readString(Path.of(SHOP))
                        .replace("8000-8010", "8000-8020")
                        .replace("port: 8080}]", "port: 81}]"));

        Ran same = run("diff", SHOP, SHOP, "--with", ACME);
        Ran text = run("diff", SHOP, changed.toString(), "--with", ACME);
        Ran json = run("diff", SHOP, changed.toString(), "--with", ACME, "--output", "json");

        assertThat(same).isEqualTo(new Ran(0, "nothing opens and nothing closes\n", ""));
        assertThat(text.out()).isEqualTo("""
                SOURCE                     DESTINATION  OPENS          CLOSES
                203.0.113.0-203.0.113.127  group web    TCP 8011-8020  -
                group web                  group app    TCP 81         TCP 8080
                shop/client-1[container]   group web    TCP 8011-8020  -
                """);
        assertThat(json.out()).contains("\"change\": \"changes\"").contains("\"opens\": \"TCP 81\"");
    }

    @Test
    void aFolderOfManifestsIsReadAsItIs() throws IOException {
        file("pods.yaml", """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web, namespace: shop}
                spec: {template: {metadata: {labels: {app: web}}, spec: {containers: []}}}
                ---
                apiVersion: v1
                kind: Pod
                metadata: {name: db, namespace: shop, labels: {app: db}}
                """);
        file("policy.yaml", """
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata: {name: db, namespace: shop}
                spec:
                  podSelector: {matchLabels: {app: db}}
                  policyTypes: [Ingress, Egress]
                  ingress: [{from: [{podSelector: {matchLabels: {app: web}}}], ports: [{port: 5432}]}]
                """);

        Ran ran = run("connectivity", folder.toString(), "--output", "json");

        assertThat(ran).isEqualTo(new Ran(0, """
                [
                  {
                    "src": "0.0.0.0-255.255.255.255",
                    "dst": "shop/web[Deployment]",
                    "conn": "All Connections"
                  },
                  {
                    "src": "shop/web[Deployment]",
                    "dst": "0.0.0.0-255.255.255.255",
                    "conn": "All Connections"
                  },
                  {
                    "src": "shop/web[Deployment]",
                    "dst": "shop/db[Pod]",
                    "conn": "TCP 5432"
                  }
                ]
                """, ""));
        assertThat(run("check", "--from", "kubernetes", folder.toString()).code())
                .isZero();
    }

    @Test
    void whatAnImportCannotKeepIsNamed() throws IOException {
        Path file = file("p.yaml", """
                apiVersion: policy.networking.k8s.io/v1alpha1
                kind: AdminNetworkPolicy
                metadata: {name: names}
                spec: {priority: 1, subject: {namespaces: {}}, egress: [{action: Allow, to: [{domainNames: [a.example]}]}]}
                """);
        String named = file
                + ":4:92: error: domainNames name peers by DNS, which the data path does not see (AdminNetworkPolicy \"names\"): name networks\n";

        assertThat(run("connectivity", file.toString()).code()).isZero();
        assertThat(run("connectivity", file.toString()).err()).startsWith(named);
        assertThat(run("check", file.toString()).code()).isEqualTo(1);
        assertThat(run("check", file.toString()).out()).isEqualTo(named);
    }

    @Test
    void explainTellsHowToMakeItWork() {
        Ran denied = run(
                "explain",
                SHOP,
                ACME,
                "--from",
                "client-1",
                "--to",
                "10.1.0.31",
                "--service",
                "TCP/5432",
                "--make-it-work");
        Ran allowed = run(
                "explain",
                SHOP,
                ACME,
                "--from",
                "app-1",
                "--to",
                "10.1.0.31",
                "--service",
                "TCP/5432",
                "--make-it-work");

        assertThat(denied.out()).endsWith("""
                  to make this work:
                    1. add to protect-db before "nobody-else" a rule: allow from client-1 to db-1, TCP 5432
                       opens shop/client-1[container] to group db: TCP 5432
                    2. let protect-db/app-to-db also come from client-1
                       opens shop/client-1[container] to group db: TCP 5432
                    3. add to protect-db before "nobody-else" a rule: allow from group clients to group db, TCP 5432
                       opens 203.0.113.0-203.0.113.127 to group db: TCP 5432
                       opens shop/client-1[container] to group db: TCP 5432
                """);
        assertThat(allowed.out()).doesNotContain("make this work");
    }

    @Test
    void compileTellsSizesProofAndListings() {
        Ran text = run("compile", SHOP, ACME, "--listing");
        Ran json = run("compile", SHOP, ACME, "--output", "json");

        assertThat(text.code()).isZero();
        assertThat(text.out())
                .startsWith("shop\n  workloads    8\n")
                .containsPattern(
                        "proof +[0-9,]+ address ranges, [0-9,]+ cells and [0-9,]+ verdicts of the interpreter");
        assertThat(json.out()).contains("\"domain\": \"shop\"").contains("\"programs\": [");
    }

    @Test
    void whatIsFarTooLargeIsNotEvenRead() throws IOException {
        Path file = folder.resolve("large.yaml");
        try (var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[] {'#'}), 80L << 20);
        }

        Ran ran = run("check", file.toString());

        assertThat(ran.code()).isEqualTo(3);
        assertThat(ran.err()).contains("it has 83886081 bytes, far more than a policy file may have");
    }

    @Test
    void formatPrintsChecksAndWrites() throws IOException {
        Path file = file(
                "t.yaml",
                "# a tier\nkind: Tier\napiVersion: damson.dev/v1\nmetadata: {domain: d, name: t}\nspec:\n  order: 1\n");
        String canonical =
                "apiVersion: damson.dev/v1\n# a tier\nkind: Tier\nmetadata: {name: t, domain: d}\nspec: {order: 1}\n";

        assertThat(run("format", file.toString())).isEqualTo(new Ran(0, canonical, ""));
        assertThat(run("format", "--check", file.toString())).isEqualTo(new Ran(1, file + "\n", ""));
        assertThat(run("format", "--write", file.toString())).isEqualTo(new Ran(0, file + "\n", ""));
        assertThat(Files.readString(file)).isEqualTo(canonical);
        assertThat(run("format", "--check", file.toString())).isEqualTo(new Ran(0, "", ""));
        assertThat(run("format", "--output", "json", file.toString()).out()).contains("\"kind\": \"List\"");
    }

    @Test
    void schemaIsPrinted() {
        assertThat(run("schema").out())
                .startsWith("{\n  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "check /nowhere.yaml                                        | 3 | \"/nowhere.yaml\" cannot be read: there is no such file",
                "check                                                      | 2 | Missing required parameter: 'FILE'",
                "''                                                         | 2 | say what to do",
                "explain " + ACME + " --from web-1 --to db-1 --service x    | 2 | service \"x\" is not one of",
                "explain " + ACME + " --from web-9 --to db-1 --service 47   | 2 | workload \"web-9\" is not given",
                "explain " + ACME
                        + " --domain d --from web-1 --to db-1 --service 47 | 2 | the files hold no domain \"d\"",
            })
    void whatGoesWrongIsSaid(String arguments, int code, String message) {
        Ran ran = run(arguments.isEmpty() ? new String[0] : arguments.split(" +"));

        assertThat(ran.code()).isEqualTo(code);
        assertThat(ran.err()).contains(message);
    }
}
