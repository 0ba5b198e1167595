package dev.damson.policy.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How files are to be read. */
final class InputOptions {
    @Option(
            names = "--tenant",
            paramLabel = "NAME",
            description = "Whose files these are; the platform's objects for tenant/domain need it.")
    @Nullable String tenant;

    @Option(
            names = "--complete",
            description = "The files hold every workload of their domains: one that is missing is an error.")
    boolean complete;
}
