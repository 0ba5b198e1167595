package dev.damson.policy.cli;

import dev.damson.policy.bundle.CompileInput;
import dev.damson.policy.bundle.CompiledDomain;
import dev.damson.policy.bundle.DomainCompiler;
import dev.damson.policy.bundle.NotProved;
import dev.damson.policy.classify.PlanLimitExceeded;
import dev.damson.policy.emit.Listings;
import dev.damson.policy.model.DomainSnapshot;
import dev.damson.policy.plan.Profile;
import dev.damson.policy.prove.Proof;
import dev.damson.policy.source.Problem;
import dev.damson.policy.source.SourceResult;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code damson policy compile}. */
@Command(
        name = "compile",
        description = "Compile to bytecode as a commit would: sizes, the proof, and annotated listings.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  damson policy compile shop.yaml inventory.yaml",
            "  damson policy compile --tables shop.yaml inventory.yaml",
            "  damson policy compile --listing --program to-1 shop.yaml inventory.yaml"
        })
final class CompileCommand implements Callable<Integer> {
    private static final String LISTINGS = "listings";
    private static final long NANOS_A_MILLISECOND = 1_000_000;

    private final InstantSource clock;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final Inputs inputs = new Inputs();

    @Option(names = "--domain", paramLabel = "NAME", description = "Only this one, if the files hold several.")
    private @Nullable String domain;

    @Option(names = "--tables", description = "Also print what every table says, in the policy's words.")
    private boolean tables;

    @Option(names = "--listing", description = "Also print every program, annotated, with what its table says above.")
    private boolean listing;

    @Option(
            names = "--program",
            paramLabel = "NAME",
            description = "Only this program of them, such as to-1; may be repeated.")
    private List<String> chosen = List.of();

    @Option(names = "--output", paramLabel = "FORMAT", description = "text (default) or json.")
    private Output output = Output.TEXT;

    CompileCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() {
        SourceResult source = inputs.read();
        List<Problem> problems = inputs.reading().allProblems(source);
        if (Report.hasErrors(problems)) {
            return Report.refuse(problems, output, spec.commandLine());
        }
        var now = clock.instant();
        var all = new ArrayList<Map<String, Object>>();
        for (DomainSnapshot snapshot :
                Domains.chosen(source.policyObjects(), inputs.tenant(source), now, domain, spec.commandLine())) {
            try {
                long begin = System.nanoTime();
                var compiled = DomainCompiler.compile(new CompileInput(snapshot, 1, List.of(), 0));
                long milliseconds = (System.nanoTime() - begin) / NANOS_A_MILLISECOND;
                var facts = facts(snapshot, compiled, milliseconds);
                all.add(facts);
                if (output == Output.TEXT) {
                    print(snapshot.domain(), facts, compiled);
                }
            } catch (PlanLimitExceeded | NotProved e) {
                spec.commandLine().getErr().println("damson: " + e.getMessage());
                return ExitCodes.PROBLEMS;
            }
        }
        if (output == Output.JSON) {
            spec.commandLine().getOut().println(Json.print(Map.of("domains", all)));
        }
        return ExitCodes.FINE;
    }

    private Map<String, Object> facts(DomainSnapshot snapshot, CompiledDomain compiled, long milliseconds) {
        var plan = compiled.plan();
        var facts = new LinkedHashMap<String, Object>();
        facts.put("domain", snapshot.domain());
        facts.put("workloads", snapshot.policies().workloads().size());
        facts.put("rules", plan.rules().size());
        facts.put("identities", plan.identities().size());
        facts.put("addresses", plan.addresses().size());
        facts.put("profiles", plan.profiles().size());
        facts.put(
                "tableBytes",
                plan.profiles().stream().mapToLong(CompileCommand::bytes).sum());
        facts.put("blobs", compiled.blobs().size());
        facts.put(
                "blobBytes",
                compiled.blobs().values().stream()
                        .mapToLong(bytes -> bytes.length)
                        .sum());
        facts.put("programs", compiled.listings().names());
        facts.put(
                "proof",
                compiled.proof().map(Proof::counts).map(Object::toString).orElse("nothing to prove"));
        facts.put("milliseconds", milliseconds);
        if (listing && output == Output.JSON) {
            facts.put(LISTINGS, listed(compiled.listings(), ListingJson::program));
        } else if (tables && output == Output.JSON) {
            facts.put(LISTINGS, listed(compiled.listings(), ListingJson::table));
        }
        return facts;
    }

    private static long bytes(Profile profile) {
        return profile.from().bytes() + profile.to().bytes();
    }

    private void print(String name, Map<String, Object> facts, CompiledDomain compiled) {
        var out = spec.commandLine().getOut();
        out.println(name);
        facts.forEach((key, value) -> {
            if (!key.equals("domain")) {
                String text = value instanceof List<?> list
                        ? list.stream().map(Object::toString).collect(Collectors.joining(", "))
                        : value.toString();
                out.println("  " + String.format("%-13s", key) + text);
            }
        });
        if (listing) {
            programs(compiled.listings())
                    .forEach(program -> out.println(
                            "\n" + compiled.listings().text(program).orElse("").stripTrailing()));
        } else if (tables) {
            programs(compiled.listings())
                    .flatMap(program -> compiled.listings().reading(program).stream())
                    .forEach(table -> {
                        out.println("\n" + table.program() + ": " + table.title());
                        table.lines().forEach(line -> out.println(line.isEmpty() ? "" : "  " + line));
                    });
        }
    }

    private Stream<String> programs(Listings listings) {
        return listings.names().stream().filter(name -> chosen.isEmpty() || chosen.contains(name));
    }

    private List<Map<String, Object>> listed(
            Listings listings, BiFunction<Listings, String, Optional<Map<String, Object>>> form) {
        return programs(listings)
                .flatMap(name -> form.apply(listings, name).stream())
                .toList();
    }
}
