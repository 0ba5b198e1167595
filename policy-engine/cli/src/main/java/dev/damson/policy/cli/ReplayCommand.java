package dev.damson.policy.cli;

import dev.damson.policy.model.DomainSnapshot;
import dev.damson.policy.replay.CapturedFlows;
import dev.damson.policy.replay.CapturedFlows.CapturedFlow;
import dev.damson.policy.replay.Replay;
import dev.damson.policy.replay.Replay.Verdict;
import dev.damson.policy.source.Problem;
import dev.damson.policy.source.SourceResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code damson policy replay}. */
@Command(
        name = "replay",
        description = "Run the flows of a capture through the bytecode of a draft and list those that would change.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = "  damson policy replay capture.pcap changed.yaml --before shop.yaml --with inventory.yaml")
final class ReplayCommand implements Callable<Integer> {
    private final InstantSource clock;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "CAPTURE", description = "A pcap or pcapng file.")
    @SuppressWarnings("NullAway.Init")
    private Path capture;

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "FILE",
            description = "The draft and the domain's workloads: files or folders.")
    @SuppressWarnings("NullAway.Init")
    private List<String> files;

    @Option(
            names = "--before",
            paramLabel = "FILE",
            description = "What counts now, in place of the draft; without it every flow of the capture counts as one"
                    + " that passes.")
    private List<String> before = List.of();

    @Option(
            names = "--with",
            paramLabel = "FILE",
            description = "Files that belong to both sides, such as the domain's workloads.")
    private List<String> shared = List.of();

    @Option(names = "--all", description = "List every flow, also those that stay as they are.")
    private boolean every;

    @Option(names = "--domain", paramLabel = "NAME", description = "Which one, if the files hold several.")
    private @Nullable String domain;

    @Mixin
    private final InputOptions inputs = new FromOption();

    @Option(names = "--output", paramLabel = "FORMAT", description = "text (default) or json.")
    private Output output = Output.TEXT;

    ReplayCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() {
        Instant now = clock.instant();
        var problems = new ArrayList<Problem>();
        var draft = replay(files, now, problems);
        var current = before.isEmpty() ? Optional.<Replay>empty() : replay(before, now, problems);
        if (Report.hasErrors(problems) || draft.isEmpty()) {
            return Report.refuse(problems, output, spec.commandLine());
        }
        print(flows(), current, draft.get());
        return ExitCodes.FINE;
    }

    private Optional<Replay> replay(List<String> of, Instant now, List<Problem> problems) {
        var all = new ArrayList<>(shared);
        all.addAll(of);
        var reading = new Reading(all, inputs);
        SourceResult source = reading.read();
        problems.addAll(reading.allProblems(source));
        if (Report.hasErrors(problems)) {
            return Optional.empty();
        }
        List<DomainSnapshot> domains =
                Domains.chosen(source.policyObjects(), reading.tenant(source), now, domain, spec.commandLine());
        if (domains.size() != 1) {
            throw new ParameterException(
                    spec.commandLine(), "the files hold " + domains.size() + " domains, choose one with --domain");
        }
        return Optional.of(new Replay(domains.getFirst(), now));
    }

    private List<CapturedFlow> flows() {
        try {
            return CapturedFlows.of(Files.readAllBytes(capture));
        } catch (IOException e) {
            throw new UncheckedIOException("\"" + capture + "\" cannot be read: " + e, e);
        } catch (IllegalArgumentException e) {
            throw new UncheckedIOException("\"" + capture + "\" cannot be read: " + e.getMessage(), new IOException(e));
        }
    }

    private void print(List<CapturedFlow> flows, Optional<Replay> current, Replay draft) {
        var out = spec.commandLine().getOut();
        var json = new ArrayList<Map<String, Object>>();
        int changed = 0;
        int foreign = 0;
        for (CapturedFlow flow : flows) {
            var after = draft.judge(flow);
            if (after.isEmpty()) {
                foreign++;
                continue;
            }
            var then = current.flatMap(replay -> replay.judge(flow));
            boolean passed = then.map(Verdict::passes).orElse(true);
            boolean changes = passed != after.get().passes();
            changed += changes ? 1 : 0;
            if (changes || every) {
                json.add(json(flow, then, after.get(), changes));
                if (output == Output.TEXT) {
                    out.println(line(flow, then, after.get(), draft));
                }
            }
        }
        if (output == Output.JSON) {
            var result = new LinkedHashMap<String, Object>();
            result.put("flows", json);
            result.put("seen", flows.size());
            result.put("changed", changed);
            result.put("notOfTheDomain", foreign);
            out.println(Json.print(result));
        } else {
            spec.commandLine()
                    .getErr()
                    .println(Report.counted(flows.size(), "flow") + ", " + changed + " would change, " + foreign
                            + " not of this domain");
        }
    }

    private static String line(CapturedFlow flow, Optional<Verdict> then, Verdict after, Replay draft) {
        return draft.party(flow.source()) + " to " + draft.party(flow.destination()) + ", " + flow.service() + " ("
                + Report.counted(flow.packets(), "packet") + "): "
                + then.map(ReplayCommand::words).orElse("seen") + ", then " + words(after);
    }

    private static String words(Verdict verdict) {
        return (verdict.passes() ? "allowed by " : "denied by ") + verdict.by();
    }

    private static Map<String, Object> json(CapturedFlow flow, Optional<Verdict> then, Verdict after, boolean changes) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("src", flow.source().toString());
        fields.put("dst", flow.destination().toString());
        fields.put("service", flow.service().toString());
        fields.put("packets", flow.packets());
        fields.put("before", then.map(ReplayCommand::words).orElse("seen"));
        fields.put("after", words(after));
        fields.put("changes", changes);
        return fields;
    }
}
