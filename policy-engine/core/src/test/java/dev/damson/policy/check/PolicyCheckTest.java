package dev.damson.policy.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.damson.policy.source.PolicySource;
import dev.damson.policy.source.Problem;
import dev.damson.policy.source.SourceResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyCheckTest {
    private static final Path EXAMPLES = Path.of("../../examples");

    private static SourceResult example(String file) throws IOException {
        return PolicySource.read(file, Files.readAllBytes(EXAMPLES.resolve(file)));
    }

    private static List<Problem> problems(SourceResult source, String tenant, Inventory inventory) {
        var all = new ArrayList<>(source.problems());
        all.addAll(PolicyCheck.check(source.objects(), tenant, inventory));
        return all.stream().sorted().toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"acme", "globex"})
    void theReferenceFileFitsTheLaboratory(String tenant) throws IOException {
        SourceResult inventory = example("laboratory/" + tenant + ".yaml");
        SourceResult all = tenant.equals("acme") ? example("shop.yaml").and(inventory) : inventory;

        assertThat(problems(all, tenant, Inventory.COMPLETE)).isEmpty();
    }

    @Test
    void aFileWithoutItsInventoryGetsOneWarning() throws IOException {
        assertThat(problems(example("shop.yaml"), "acme", Inventory.PARTIAL))
                .extracting(Problem::toString)
                .containsExactly(
                        "shop.yaml:24:13: warning: workload \"client-1\" is not among the workloads given, nor are"
                                + " \"web-1\", \"app-2\" (group \"clients\"): give the file with the domain's workloads too, to have"
                                + " checked what groups and selectors pick");
    }

    @Test
    void withItsInventoryWhatGroupsAndSelectorsPickIsChecked() throws IOException {
        String nobody = "{apiVersion: damson.dev/v1, kind: Group, metadata: {name: x, domain: shop},"
                + " spec: {selector: {matchLabels: {role: wbe}}}}";
        SourceResult all =
                example("shop.yaml").and(example("laboratory/acme.yaml")).and(PolicySource.read("x.yaml", nobody));

        assertThat(problems(all, "acme", Inventory.PARTIAL))
                .extracting(Problem::message)
                .containsExactly("the group picks no workload (group \"x\")");
    }

    @Test
    void tenMistakesAreTenProblemsAtTheirPlaces() throws IOException {
        String name = "ten-mistakes.yaml";
        Path file = Path.of("src/test/resources/dev/damson/policy/check", name);

        assertThat(problems(PolicySource.read(name, Files.readAllBytes(file)), "acme", Inventory.PARTIAL))
                .extracting(Problem::toString)
                .containsExactly(
                        name + ":5:8: error: unknown field \"selectr\" (Group \"web\"): did you mean \"selector\"?",
                        name + ":5:60: error: cidr \"203.0.113.1/24\" has host bits set, write 203.0.113.0/24"
                                + " (Group \"web\")",
                        name + ":16:9: error: tier \"aplication\" does not exist: did you mean \"application\"?",
                        name + ":20:15: error: action \"alow\" is not one of allow, deny, reject, pass"
                                + " (rule \"web-to-app\"): did you mean \"allow\"?",
                        name + ":23:40: error: port \"70000\" is not between 1 and 65535 (rule \"web-to-app\")",
                        name
                                + ":26:15: error: unknown field \"port\" (rule \"names\"): known are group, selector, cidr,"
                                + " workload, external, any, except",
                        name + ":26:34: error: group \"wbe\" does not exist (rule \"names\"): did you mean \"web\"?",
                        name + ":27:11: error: to is empty (rule \"names\"): write any: true for everybody",
                        name + ":28:25: error: port stands without protocol (rule \"names\"): write protocol: TCP, UDP"
                                + " or SCTP beside it",
                        name + ":29:13: error: rule name \"names\" stands twice in the policy, first in line 24"
                                + " (SegmentationPolicy \"rules\"): rename one");
    }
}
