package dev.damson.policy.cli;

import static dev.damson.policy.cli.Cli.ACME;
import static dev.damson.policy.cli.Cli.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.damson.policy.cli.Cli.Ran;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyMainTest {
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "check",
                "format",
                "import",
                "explain",
                "diff",
                "connectivity",
                "compile",
                "replay",
                "test",
                "schema"
            })
    void everyCommandExplainsItself(String command) {
        Ran ran = run(command, "--help");

        assertThat(ran.code()).isZero();
        assertThat(ran.out())
                .contains("Examples:\n  damson policy " + command)
                .contains("Exit codes:\n  0   all is well")
                .doesNotContain("\u001b[");
    }

    @Test
    void colourIsOnlyForTerminals() {
        String[] arguments = {"check", "--strict", Cli.SHOP};

        assertThat(run(true, arguments).out()).contains("\u001b[");
        assertThat(run(false, arguments).out()).contains("warning:").doesNotContain("\u001b[");
    }
}
