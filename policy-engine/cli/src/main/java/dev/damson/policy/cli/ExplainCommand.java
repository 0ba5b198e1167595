package dev.damson.policy.cli;

import dev.damson.policy.analyse.TableCell;
import dev.damson.policy.classify.Classifier;
import dev.damson.policy.interpret.Explanation;
import dev.damson.policy.interpret.Flow;
import dev.damson.policy.interpret.FlowVerdict;
import dev.damson.policy.interpret.Interpreter;
import dev.damson.policy.model.DomainSnapshot;
import dev.damson.policy.model.End;
import dev.damson.policy.model.Expectation;
import dev.damson.policy.model.IpAddress;
import dev.damson.policy.model.PolicyTest;
import dev.damson.policy.model.PolicyTest.Party;
import dev.damson.policy.remedy.Remedy;
import dev.damson.policy.source.Problem;
import dev.damson.policy.source.SourceResult;
import dev.damson.policy.trial.Packets;
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
import picocli.CommandLine.Spec;

/** {@code damson policy explain}. */
@Command(
        name = "explain",
        description =
                "Say why a packet gets its verdict: each end, tier by tier, down to the cell of the compiled table.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  damson policy explain shop.yaml inventory.yaml --from client-1 --to db-1 --service TCP/5432",
            "  damson policy explain shop.yaml inventory.yaml --from 203.0.113.7 --to web-1 --service TCP/80 --make-it-work"
        })
final class ExplainCommand implements Callable<Integer> {
    private final InstantSource clock;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final Inputs inputs = new Inputs(new InputOptions());

    @Option(names = "--from", required = true, paramLabel = "WHO", description = "A workload or an address.")
    @SuppressWarnings("NullAway.Init")
    private String from;

    @Option(names = "--to", required = true, paramLabel = "WHO", description = "A workload or an address.")
    @SuppressWarnings("NullAway.Init")
    private String to;

    @Option(
            names = "--service",
            required = true,
            paramLabel = "WHAT",
            description = "TCP/80, UDP/53, TCP/postgres, ICMP/8, ICMP/3/4, ICMPv6/128, or a protocol number.")
    @SuppressWarnings("NullAway.Init")
    private String service;

    @Option(names = "--domain", paramLabel = "NAME", description = "Which one, if the files hold several.")
    private @Nullable String domain;

    @Option(
            names = "--make-it-work",
            description = "Of what is denied, also the smallest changes that would allow it, and what else each opens.")
    private boolean makeItWork;

    @Option(names = "--output", paramLabel = "FORMAT", description = "text (default) or json.")
    private Output output = Output.TEXT;

    ExplainCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() {
        SourceResult source = inputs.read();
        List<Problem> problems = inputs.problems(source);
        if (Report.hasErrors(problems)) {
            return Report.refuse(problems, output, spec.commandLine());
        }
        Instant now = clock.instant();
        DomainSnapshot snapshot = choose(Domains.of(source.policyObjects(), inputs.tenant(source), now));
        var connection = new PolicyTest.Connection(
                party(from),
                party(to),
                ServiceText.parse(service)
                        .orElseThrow(() -> wrong("service \"" + service + "\" is not one of TCP/80,"
                                + " UDP/53, TCP/postgres, ICMP/8, ICMPv6/128 or a protocol number")),
                Expectation.ALLOWED,
                Optional.empty(),
                Optional.empty());
        Packets packets = Packets.of(connection, snapshot.policies(), now);
        if (!packets.obstacle().isEmpty()) {
            throw wrong(packets.obstacle());
        }
        print(snapshot, packets.flows());
        return ExitCodes.FINE;
    }

    private DomainSnapshot choose(List<DomainSnapshot> domains) {
        if (domain == null && domains.size() != 1) {
            throw wrong("the files hold " + domains.size() + " domains, choose one with --domain");
        }
        return domains.stream()
                .filter(snapshot -> domain == null || snapshot.domain().equals(domain))
                .findFirst()
                .orElseThrow(() -> wrong("the files hold no domain \"" + domain + "\""));
    }

    private static Party party(String text) {
        return IpAddress.find(text)
                .<Party>map(PolicyTest.AddressParty::new)
                .orElseGet(() -> new PolicyTest.WorkloadParty(text));
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private void print(DomainSnapshot snapshot, List<Flow> flows) {
        var interpreter = new Interpreter(snapshot);
        var plan = Classifier.classify(snapshot);
        var out = spec.commandLine().getOut();
        var all = new ArrayList<Map<String, Object>>();
        for (Flow flow : flows) {
            FlowVerdict verdict = interpreter.judge(flow);
            var cells = verdict.ends().stream()
                    .flatMap(end -> TableCell.of(plan, snapshot.policies(), flow, end.end()).stream())
                    .toList();
            var json = new LinkedHashMap<>(VerdictJson.flow(flow, verdict));
            json.put("cells", cells.stream().map(VerdictJson::cell).toList());
            var remedies = makeItWork ? RemedyText.of(snapshot, flow) : List.<Remedy>of();
            if (makeItWork) {
                json.put("remedies", remedies.stream().map(RemedyText::json).toList());
            }
            all.add(json);
            if (output == Output.TEXT) {
                Explanation.lines(flow, verdict).forEach(out::println);
                cells.forEach(cell ->
                        out.println("  table " + (cell.end() == End.SOURCE ? "leaving: " : "entering: ") + cell));
                RemedyText.lines(remedies, makeItWork && !verdict.passes()).forEach(out::println);
            }
        }
        if (output == Output.JSON) {
            out.println(Json.print(Map.of("flows", all)));
        }
    }
}
