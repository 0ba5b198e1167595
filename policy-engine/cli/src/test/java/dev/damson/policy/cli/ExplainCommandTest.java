package dev.damson.policy.cli;

import static dev.damson.policy.cli.Cli.ACME;
import static dev.damson.policy.cli.Cli.SHOP;
import static dev.damson.policy.cli.Cli.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.damson.policy.cli.Cli.Ran;
import org.junit.jupiter.api.Test;

class ExplainCommandTest {
    @Test
    void explainNamesEveryEndAndTier() {
        Ran ran = run("explain", SHOP, ACME, "--from", "web-1", "--to", "10.1.0.21", "--service", "TCP/8080");

        assertThat(ran.code()).isZero();
        assertThat(ran.out()).startsWith("""
                web-1 (10.1.0.11) to app-1 (10.1.0.21), TCP 8080: allowed by three-tiers/web-to-app, through inspected
                  leaving web-1 (enforce): allowed by three-tiers/web-to-app
                    tier platform: nothing matches
                    tier application: three-tiers/web-to-app says allow
                    copied by web-app
                  entering app-1 (enforce): allowed by three-tiers/web-to-app
                    tier platform: nothing matches
                    tier application: three-tiers/web-to-app says allow
                """);
        String cell = ", identity \\d+, peer \\d+ in class (\\d+), service class (\\d+):"
                + " verdict\\[\\1 × \\d+ \\+ \\2\\] is record \\d+";
        assertThat(ran.out().lines().toList().subList(8, 10))
                .allMatch(line -> line.startsWith("  table "))
                .satisfiesExactly(
                        leaving -> assertThat(leaving).matches("  table leaving: profile \\d+ from" + cell),
                        entering -> assertThat(entering).matches("  table entering: profile \\d+ to" + cell));
    }

    @Test
    void explainSpeaksJson() {
        Ran ran = run(
                "explain", SHOP, ACME, "--from", "client-1", "--to", "db-1", "--service", "ICMP/8", "--output", "json");

        assertThat(ran.out())
                .contains("\"sentence\": \"client-1 (10.1.0.41) to db-1 (10.1.0.31), ICMP type 8 code 0: denied by"
                        + " protect-db/nobody-else at the source\"")
                .contains("\"passes\": false")
                .contains("\"cells\": [", "\"by\": \"protect-db/nobody-else\"");
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
}
