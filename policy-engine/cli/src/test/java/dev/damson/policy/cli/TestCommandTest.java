package dev.damson.policy.cli;

import static dev.damson.policy.cli.Cli.ACME;
import static dev.damson.policy.cli.Cli.SHOP;
import static dev.damson.policy.cli.Cli.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.damson.policy.cli.Cli.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestCommandTest {
    @TempDir
    private Path folder;

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
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
}
