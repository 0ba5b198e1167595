package dev.damson.policy.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.damson.policy.model.Action;
import dev.damson.policy.model.Kind;
import dev.damson.policy.model.Metadata;
import dev.damson.policy.model.Mode;
import dev.damson.policy.model.ObjectKey;
import dev.damson.policy.model.Peer;
import dev.damson.policy.model.PolicyObject;
import dev.damson.policy.model.Rule;
import dev.damson.policy.model.SegmentationPolicy;
import dev.damson.policy.model.Service;
import dev.damson.policy.model.Tier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class SourceEditTest {
    private static final String POLICY = """
            # the file
            apiVersion: damson.dev/v1
            kind: SegmentationPolicy
            metadata: {name: p, domain: shop}   # who
            spec:
              tier:   application               # where
              order: 10
              rules:
                # the first one
                - name: one
                  action: allow                 # for now
                  from: [{group: a}, {group: b}]   # both
                  to: [{any: true}]
                  services: [{protocol: TCP, port: 80}]

                # the second one,
                # in two lines
                - {name: two, action: deny, from: [{any: true}], to: [{any: true}], services: [{protocol: any}]}
                - name: three
                  action: deny
                  from: [{any: true}]
                  to:
                    # a block
                    - {group: a}
                    - {group: c}
                  services: [{protocol: any}]
            # the end
            ---
            {apiVersion: damson.dev/v1, kind: Tier, metadata: {name: application, domain: shop}, spec: {order: 5}}
            """;

    @Test
    void aDurationBecomesATimeInItsPlace() {
        String text = POLICY.replace(
                "  action: allow                 # for now\n", "  action: allow\n      expiresAfter: 30d\n");

        String resolved = edited(
                text,
                policy -> policy.withRules(policy.rules().stream()
                        .map(rule -> rule.withExpiry(rule.expiry().map(expiry -> expiry.resolve(Instant.EPOCH))))
                        .toList()));

        assertThat(resolved).isEqualTo(text.replace("expiresAfter: 30d", "expires: \"1970-01-31T00:00:00Z\""));
    }

    private static String edited(String text, UnaryOperator<SegmentationPolicy> change) {
        var policy = (SegmentationPolicy)
                PolicySource.read("f", text).policyObjects().getFirst();
        return SourceEdit.replace(text, change.apply(policy));
    }

    private static UnaryOperator<SegmentationPolicy> rules(UnaryOperator<List<Rule>> change) {
        return policy -> policy.withRules(change.apply(new ArrayList<>(policy.rules())));
    }

    private static UnaryOperator<SegmentationPolicy> rule(int index, UnaryOperator<Rule> change) {
        return rules(rules -> {
            rules.set(index, change.apply(rules.get(index)));
            return rules;
        });
    }

    private static Rule with(Rule rule, Action action, List<Peer> to) {
        return new Rule(
                rule.name(),
                action,
                rule.at(),
                rule.from(),
                to,
                rule.services(),
                rule.log(),
                rule.inspect(),
                rule.expiry());
    }

    @Test
    void noChangeChangesNothing() {
        assertThat(edited(POLICY, policy -> policy)).isEqualTo(POLICY);
    }

    @Test
    void aValueChangesWhereItStands() {
        assertThat(edited(POLICY, rule(0, rule -> with(rule, Action.DENY, rule.to()))))
                .isEqualTo(POLICY.replace("allow                 # for now", "deny                 # for now"));
    }

    @Test
    void anItemOfAListComesAndGoes() {
        assertThat(edited(POLICY, rule(2, rule -> with(rule, Action.DENY, List.of(Peer.group("c"), Peer.any())))))
                .isEqualTo(POLICY.replace(
                        "        - {group: a}\n        - {group: c}\n",
                        "        - {group: c}\n        - {any: true}\n"));
    }

    @Test
    void aFieldIsAddedAtItsPlaceAndRemoved() {
        String monitored = edited(
                POLICY,
                policy -> new SegmentationPolicy(
                        policy.metadata(),
                        policy.tier(),
                        policy.order(),
                        Mode.MONITOR,
                        true,
                        List.of(),
                        policy.rules()));

        assertThat(monitored)
                .isEqualTo(POLICY.replace("  order: 10\n", "  order: 10\n  mode: monitor\n  tcpStrict: true\n"));
        assertThat(edited(
                        monitored,
                        policy -> new SegmentationPolicy(
                                policy.metadata(), policy.tier(), 10, Mode.ENFORCE, false, List.of(), policy.rules())))
                .isEqualTo(POLICY);
    }

    @Test
    void aRuleIsInsertedBetweenOthers() {
        Rule rule =
                Rule.of("new", Action.ALLOW, List.of(Peer.group("a")), List.of(Peer.any()), List.of(Service.tcp(1)));

        assertThat(edited(POLICY, rules(all -> {
                    all.add(1, rule);
                    return all;
                })))
                .isEqualTo(POLICY.replace("\n    # the second one,\n", NEW));
    }

    private static final String NEW = """

                - name: new
                  action: allow
                  from: [{group: a}]
                  to: [{any: true}]
                  services: [{protocol: TCP, port: 1}]
                # the second one,
            """;

    @Test
    void aRuleTakesItsCommentAlong() {
        String without = edited(POLICY, rules(all -> {
            all.remove(1);
            return all;
        }));
        String moved = edited(POLICY, rules(all -> {
            all.add(all.remove(1));
            return all;
        }));
        String second = """
                    # the second one,
                    # in two lines
                    - {name: two, action: deny, from: [{any: true}], to: [{any: true}], services: [{protocol: any}]}
                """;

        assertThat(without).isEqualTo(POLICY.replace(second, ""));
        assertThat(moved).isEqualTo(POLICY.replace(second, "").replace("# the end", second + "# the end"));
    }

    @Test
    void theLastRuleTakesTheListAlong() {
        String file = POLICY.replace(
                "  order: 10\n", "  order: 10\n  isolates: [{subjects: [{any: true}], direction: ingress}]\n");

        String none = edited(file, rules(all -> List.of()));

        assertThat(none)
                .contains("# the file")
                .contains("direction: ingress")
                .contains("# the end")
                .doesNotContain("rules");
    }

    @Test
    void jsonStaysJson() {
        String json =
                "[{\"apiVersion\": \"damson.dev/v1\", \"kind\": \"SegmentationPolicy\", \"metadata\": {\"name\": \"p\","
                        + " \"domain\": \"shop\"},\n \"spec\": {\"tier\": \"baseline\", \"order\": 1, \"rules\": [{\"name\": \"r\","
                        + " \"action\": \"allow\", \"from\": [{\"any\": true}],\n  \"to\": [{\"any\": true}], \"services\":"
                        + " [{\"protocol\": \"any\"}]}]}}]";

        String edited = edited(
                json,
                rule(
                        0,
                        rule -> new Rule(
                                rule.name(),
                                Action.ALLOW,
                                rule.at(),
                                List.of(Peer.group("a")),
                                rule.to(),
                                rule.services(),
                                true,
                                Optional.of("c"),
                                rule.expiry())));

        assertThat(edited)
                .isEqualTo(json.replaceFirst("\\{\"any\": true}", "{\"group\": \"a\"}")
                        .replace("\"action\": \"allow\"", "\"action\": \"allow\", \"log\": true")
                        .replace("[{\"protocol\": \"any\"}]", "[{\"protocol\": \"any\"}], \"inspect\": \"c\""));
    }

    @Test
    void aDocumentIsAddedAndRemoved() {
        var tier = new Tier(Metadata.of("late", "shop"), 900);

        String added = SourceEdit.add(POLICY, tier);

        assertThat(added).startsWith(POLICY).endsWith("---\n" + PolicyWriter.yaml(tier));
        assertThat(SourceEdit.remove(added, tier.key())).isEqualTo(POLICY);
        assertThat(SourceEdit.remove(POLICY, new ObjectKey(Kind.TIER, "shop", "application")))
                .isEqualTo(POLICY.substring(0, POLICY.indexOf("---")));
    }

    @Test
    void everyObjectOfTheReferenceFileBecomesEveryOther() throws IOException {
        String text = Files.readString(Path.of("../../examples/shop.yaml"));
        String canonical = PolicyWriter.yaml(PolicySource.read(
                        "f", Files.readString(Path.of("src/test/resources/dev/damson/policy/source/everything.yaml")))
                .policyObjects());
        List<PolicyObject> others = PolicySource.read("f", canonical).policyObjects();
        for (PolicyObject object : PolicySource.read("f", text).policyObjects()) {
            for (PolicyObject other : others) {
                if (other.kind() == object.kind()) {
                    String renamed = PolicyWriter.yaml(other).replaceFirst("(?m)^metadata: .*$", metadataLine(object));
                    PolicyObject target =
                            PolicySource.read("f", renamed).policyObjects().getFirst();
                    assertThat(PolicySource.read("f", SourceEdit.replace(text, target))
                                    .policyObjects())
                            .contains(target);
                }
            }
        }
    }

    private static String metadataLine(PolicyObject object) {
        return PolicyWriter.yaml(object)
                .lines()
                .filter(line -> line.startsWith("metadata:"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aFileWithErrorsIsNotEdited() {
        var tier = new Tier(Metadata.of("application", "shop"), 900);

        assertThatThrownBy(() -> SourceEdit.replace(POLICY.replace("order: 5", "order: x"), tier))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the file has errors, the first is edited file:29:");
    }
}
