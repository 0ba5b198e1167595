package dev.damson.policy.cli;

import static dev.damson.policy.cli.Cli.ACME;
import static dev.damson.policy.cli.Cli.SHOP;
import static dev.damson.policy.cli.Cli.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.damson.policy.cli.Cli.Ran;
import org.junit.jupiter.api.Test;

class CompileCommandTest {
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
    void tablesAreToldInThePolicysWords() {
        Ran text = run("compile", SHOP, ACME, "--tables", "--program", "to-3");
        Ran json = run("compile", SHOP, ACME, "--tables", "--program", "to-3", "--output", "json");

        assertThat(text.out()).endsWith("""

                to-3: connections that enter group db (db-1)

                  the source is one of group app (app-1, app-2) [class 1]
                      TCP 5432         allow by protect-db/app-to-db (tier application), logged
                      everything else  deny by protect-db/nobody-else (tier application)

                  the source is anyone else (groups clients, db, web (client-1, db-1, web-1, web-2), dns-1, fw-1,\
                 203.0.113.0/24 except 203.0.113.128/25, outside) [class 0]
                      everything       deny by protect-db/nobody-else (tier application)
                """);
        assertThat(json.out())
                .contains("\"program\": \"to-3\"")
                .containsSubsequence("\"verdicts\": [", "\"action\": \"allow\"", "\"policy\": \"protect-db\"")
                .doesNotContain("\"instructions\"");
    }

    @Test
    void listingsSayInstructionByInstructionWhatTheyAreFor() {
        Ran text = run("compile", SHOP, ACME, "--listing", "--program", "to-3");
        Ran json = run("compile", SHOP, ACME, "--listing", "--program", "to-3", "--output", "json");

        assertThat(text.out())
                .contains("; program to-3\n; connections that enter group db (db-1)\n")
                .contains("; ==== is the source one of …? its identity → its class ====\n")
                .doesNotContain("; program to-1\n");
        assertThat(json.out())
                .contains("\"instructions\": [")
                .containsSubsequence("\"text\": \"r1 = *(u8 *)(r7 + 32)\"", "\"remarks\": [", "\"meta.family\"");
    }
}
