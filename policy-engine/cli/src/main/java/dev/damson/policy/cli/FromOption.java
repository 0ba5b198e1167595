package dev.damson.policy.cli;

import picocli.CommandLine.Option;

/** The same options with the short {@code --from}, for commands in which it cannot mean who begins a connection. */
final class FromOption extends InputOptions {
    @Option(names = "--from", paramLabel = "FORMAT", description = "The same as --read-as.")
    void from(Format given) {
        format = given;
    }
}
