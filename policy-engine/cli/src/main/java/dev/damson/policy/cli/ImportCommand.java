package dev.damson.policy.cli;

import dev.damson.policy.model.PolicyObject;
import dev.damson.policy.source.PolicyWriter;
import dev.damson.policy.source.Problem;
import dev.damson.policy.source.SourceObject;
import dev.damson.policy.source.SourceResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code damson policy import}. */
@Command(
        name = "import",
        description = "Write files of Kubernetes or OpenStack as policy files of one domain, and say what was read and"
                + " what could not be kept.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  damson policy import manifests/ > shop.yaml",
            "  openstack security group list -f json > groups.json   # and rules and ports likewise",
            "  damson policy import --import-as shop groups.json rules.json ports.json > shop.yaml"
        })
final class ImportCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final Inputs inputs = new Inputs();

    @Option(names = "--anyway", description = "Write the rest although something could not be kept.")
    private boolean anyway;

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            description = "text: YAML (default), or json: the objects, what was read, and the problems.")
    private Output output = Output.TEXT;

    @Override
    public Integer call() {
        SourceResult source = inputs.read();
        if (inputs.reading().imports().isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "nothing here is of Kubernetes or OpenStack: say whose it is with --from");
        }
        List<Problem> problems = inputs.reading().allProblems(source);
        boolean refused =
                inputs.problems(source).stream().anyMatch(Problem::isError) || Report.hasErrors(problems) && !anyway;
        List<PolicyObject> objects = inputs.reading().imports().stream()
                .flatMap(each -> each.imported().objects().stream())
                .map(SourceObject::object)
                .toList();
        if (output == Output.JSON) {
            spec.commandLine().getOut().println(json(refused ? List.of() : objects, problems));
        } else {
            Report.lines(problems, spec.commandLine(), spec.commandLine().getErr());
            inputs.reading()
                    .imports()
                    .forEach(each -> spec.commandLine().getErr().println(summary(each)));
            if (!refused) {
                spec.commandLine().getOut().print(PolicyWriter.yaml(objects));
                spec.commandLine().getOut().flush();
            }
        }
        return refused ? ExitCodes.PROBLEMS : ExitCodes.FINE;
    }

    /** {@code kubernetes: read 2 Deployment, 1 NetworkPolicy; left alone 1 ConfigMap; not kept: 0}. */
    private static String summary(Imports each) {
        var imported = each.imported();
        return each.format() + ": read " + counted(imported.read())
                + (imported.ignored().isEmpty() ? "" : "; left alone " + counted(imported.ignored())) + "; not kept: "
                + imported.leftOut().size();
    }

    private static String counted(Map<String, Integer> kinds) {
        return kinds.isEmpty()
                ? "nothing"
                : kinds.entrySet().stream()
                        .map(kind -> kind.getValue() + " " + kind.getKey())
                        .collect(Collectors.joining(", "));
    }

    private String json(List<PolicyObject> objects, List<Problem> problems) {
        var formats = new ArrayList<Map<String, Object>>();
        for (Imports each : inputs.reading().imports()) {
            var fields = new LinkedHashMap<String, Object>();
            fields.put("format", each.format());
            fields.put("read", each.imported().read());
            fields.put("leftAlone", each.imported().ignored());
            fields.put(
                    "notKept",
                    each.imported().leftOut().stream().map(Report::json).toList());
            formats.add(fields);
        }
        var result = new LinkedHashMap<String, Object>();
        result.put("imports", formats);
        result.put("problems", problems.stream().map(Report::json).toList());
        result.put("objects", objects.stream().map(PolicyWriter::yaml).toList());
        return Json.print(result);
    }
}
