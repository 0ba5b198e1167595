package dev.damson.policy.cli;

import dev.damson.policy.connect.Connections;
import dev.damson.policy.connect.ConnectivityDiff;
import dev.damson.policy.connect.ConnectivityOptions;
import dev.damson.policy.connect.ConnectivityText;
import dev.damson.policy.connect.Vocabulary;
import dev.damson.policy.model.DomainSnapshot;
import dev.damson.policy.model.PolicySet;
import dev.damson.policy.source.Problem;
import dev.damson.policy.source.SourceResult;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code damson policy diff}. */
@Command(
        name = "diff",
        description = "What a change of policies opens and closes: exact, read from the compiled tables.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  damson policy diff shop.yaml changed.yaml --with inventory.yaml",
            "  damson policy diff manifests/ changed/ --output json"
        })
final class DiffCommand implements Callable<Integer> {
    private final InstantSource clock;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "BEFORE", description = "A file or folder, as it is.")
    @SuppressWarnings("NullAway.Init")
    private String before;

    @Parameters(index = "1", paramLabel = "AFTER", description = "A file or folder, as it would be.")
    @SuppressWarnings("NullAway.Init")
    private String after;

    @Option(
            names = "--with",
            paramLabel = "FILE",
            description = "Files that belong to both sides, such as the domain's workloads.")
    private List<String> shared = List.of();

    @Mixin
    private final InputOptions inputs = new FromOption();

    @Option(names = "--domain", paramLabel = "NAME", description = "Only this one, if the files hold several.")
    private @Nullable String domain;

    @Option(
            names = "--pending",
            description = "As if monitored policies and observed workloads were enforced; else what passes now.")
    private boolean pending;

    @Option(names = "--output", paramLabel = "FORMAT", description = "text (default) or json.")
    private Output output = Output.TEXT;

    DiffCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() {
        Instant now = clock.instant();
        var sides = new ArrayList<SortedMap<String, DomainSnapshot>>();
        var vocabulary = Vocabulary.PORTS;
        for (String side : List.of(before, after)) {
            var files = new ArrayList<>(shared);
            files.add(side);
            var reading = new Reading(files, inputs);
            SourceResult source = reading.read();
            List<Problem> problems = reading.problems(source);
            if (Report.hasErrors(problems)) {
                return Report.refuse(problems, output, spec.commandLine());
            }
            reading.tellLeftOut(spec.commandLine());
            vocabulary = reading.vocabulary() == Vocabulary.EVERYTHING ? Vocabulary.EVERYTHING : vocabulary;
            var snapshots = new TreeMap<String, DomainSnapshot>();
            Domains.chosen(source.policyObjects(), reading.tenant(source), now, domain, spec.commandLine())
                    .forEach(snapshot -> snapshots.put(snapshot.domain(), snapshot));
            sides.add(snapshots);
        }
        print(compare(sides.getFirst(), sides.getLast(), new ConnectivityOptions(vocabulary, pending, now)));
        return ExitCodes.FINE;
    }

    private ConnectivityDiff compare(
            SortedMap<String, DomainSnapshot> from, SortedMap<String, DomainSnapshot> to, ConnectivityOptions options) {
        var rows = new ArrayList<ConnectivityDiff.Row>();
        var groups = new ArrayList<ConnectivityDiff.GroupRow>();
        var names = new TreeMap<>(from);
        names.putAll(to);
        names.forEach((name, either) -> {
            var diff = ConnectivityDiff.between(
                    from.getOrDefault(name, empty(either)), to.getOrDefault(name, empty(either)), options);
            rows.addAll(diff.rows());
            groups.addAll(diff.groups());
        });
        return new ConnectivityDiff(rows, groups);
    }

    /** A domain that only the other side has: nobody is in it. */
    private static DomainSnapshot empty(DomainSnapshot other) {
        return DomainSnapshot.offline(PolicySet.of(other.tenant(), other.domain(), List.of()));
    }

    private void print(ConnectivityDiff diff) {
        var out = spec.commandLine().getOut();
        if (output == Output.JSON) {
            var result = new LinkedHashMap<String, Object>();
            result.put("pairs", diff.rows().stream().map(DiffCommand::json).toList());
            result.put("groups", diff.groups().stream().map(DiffCommand::json).toList());
            out.println(Json.print(result));
        } else if (diff.isEmpty()) {
            out.println("nothing opens and nothing closes");
        } else {
            ConnectivityText.table(diff).forEach(out::println);
        }
    }

    private static Map<String, Object> json(ConnectivityDiff.Row row) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("src", row.src());
        fields.put("dst", row.dst());
        fields.put("change", word(row.before(), row.after()));
        fields.put("before", row.before().toString());
        fields.put("after", row.after().toString());
        fields.put("opens", row.opens().toString());
        fields.put("closes", row.closes().toString());
        return fields;
    }

    private static String word(Connections before, Connections after) {
        return before.isEmpty() ? "opens" : after.isEmpty() ? "closes" : "changes";
    }

    private static Map<String, Object> json(ConnectivityDiff.GroupRow row) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("srcs", row.srcs());
        fields.put("dsts", row.dsts());
        fields.put("opens", row.opens().toString());
        fields.put("closes", row.closes().toString());
        return fields;
    }
}
