package dev.damson.policy.cli;

import dev.damson.policy.connect.Connectivity;
import dev.damson.policy.connect.ConnectivityOptions;
import dev.damson.policy.connect.ConnectivityText;
import dev.damson.policy.model.DomainSnapshot;
import dev.damson.policy.source.Problem;
import dev.damson.policy.source.SourceResult;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code damson policy connectivity}. */
@Command(
        name = "connectivity",
        description = "Everything that may talk to everything else: exact, read from the compiled tables.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  damson policy connectivity shop.yaml inventory.yaml",
            "  damson policy connectivity manifests/ --output json",
            "  damson policy connectivity shop.yaml inventory.yaml --output mermaid > shop.mmd"
        })
final class ConnectivityCommand implements Callable<Integer> {
    private enum Format {
        TEXT,
        TABLE,
        MERMAID,
        JSON
    }

    private final InstantSource clock;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final Inputs inputs = new Inputs();

    @Option(names = "--domain", paramLabel = "NAME", description = "Only this one, if the files hold several.")
    private @Nullable String domain;

    @Option(
            names = "--pending",
            description = "As if monitored policies and observed workloads were enforced; else what passes now.")
    private boolean pending;

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            description = "table (default), mermaid (a graph), or json: an array of {src, dst, conn}.")
    private Format output = Format.TABLE;

    ConnectivityCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() {
        SourceResult source = inputs.read();
        List<Problem> problems = inputs.problems(source);
        if (Report.hasErrors(problems)) {
            return Report.refuse(problems, output == Format.JSON ? Output.JSON : Output.TEXT, spec.commandLine());
        }
        Instant now = clock.instant();
        inputs.reading().tellLeftOut(spec.commandLine());
        var options = new ConnectivityOptions(inputs.reading().vocabulary(), pending, now);
        var rows = new ArrayList<Connectivity.Row>();
        for (DomainSnapshot snapshot :
                Domains.chosen(source.policyObjects(), inputs.tenant(source), now, domain, spec.commandLine())) {
            rows.addAll(Connectivity.of(snapshot, options).rows());
        }
        print(new Connectivity(rows));
        return ExitCodes.FINE;
    }

    private void print(Connectivity connectivity) {
        var out = spec.commandLine().getOut();
        switch (output) {
            case TEXT, TABLE -> ConnectivityText.table(connectivity).forEach(out::println);
            case MERMAID -> ConnectivityText.mermaid(connectivity).forEach(out::println);
            case JSON ->
                out.println(Json.print(connectivity.rows().stream()
                        .map(ConnectivityCommand::json)
                        .toList()));
        }
    }

    private static Map<String, Object> json(Connectivity.Row row) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("src", row.src());
        fields.put("dst", row.dst());
        fields.put("conn", row.connections().toString());
        return fields;
    }
}
