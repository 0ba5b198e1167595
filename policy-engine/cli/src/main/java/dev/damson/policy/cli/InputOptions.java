package dev.damson.policy.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How files are to be read. */
class InputOptions {
    @Option(
            names = "--tenant",
            paramLabel = "NAME",
            description = "Whose files these are; the platform's objects for tenant/domain need it.")
    @Nullable
    String tenant;

    @Option(
            names = "--complete",
            description = "The files hold every workload of their domains: one that is missing is an error.")
    boolean complete;

    @Option(
            names = "--read-as",
            paramLabel = "FORMAT",
            description =
                    "Whose format the files have: damson, kubernetes or openstack; else what stands in them tells.")
    @Nullable
    Format format;

    @Option(
            names = "--import-as",
            paramLabel = "NAME",
            description = "The domain that imported files become; else the format's name.")
    @Nullable
    String importAs;

    @Option(
            names = "--pod-addresses",
            description = "Keep the addresses that pods have, so that blocks of addresses match pods too;"
                    + " else a block speaks of what is outside the cluster.")
    boolean podAddresses;

    /** Whose format. */
    enum Format {
        DAMSON,
        KUBERNETES,
        OPENSTACK
    }
}
