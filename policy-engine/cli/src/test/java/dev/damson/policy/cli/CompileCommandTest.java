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
}
