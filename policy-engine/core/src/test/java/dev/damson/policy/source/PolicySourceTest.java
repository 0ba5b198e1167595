package dev.damson.policy.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PolicySourceTest {
    private static final String HEAD = "apiVersion: damson.dev/v1\nkind: Tier\nmetadata: {name: t, domain: d}\n";

    record Case(String name, String text, String... problems) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> files() {
        return Stream.of(
                new Case("empty file", ""),
                new Case("only comments and markers", "# nothing\n---\n# here\n---\n...\n"),
                new Case(
                        "carriage returns",
                        (HEAD + "spec: {order: 0}\n").replace("\n", "\r\n"),
                        "4:15 order \"0\" is not between 1 and 9999 (Tier \"t\")"),
                new Case("a version line", "%YAML 1.2\n---\n" + HEAD + "spec: {order: 1}\n"),
                new Case(
                        "a tag",
                        HEAD + "spec: !!map {order: 1}\n",
                        "4:7 tag \"tag:yaml.org,2002:map\" is not allowed: remove it"),
                new Case(
                        "an alias",
                        HEAD + "spec: {order: &one 1, other: *one}\n",
                        "4:15 anchor \"&one\" is not allowed: remove it",
                        "4:23 unknown field \"other\" (Tier \"t\"): known are order",
                        "4:30 alias \"*one\" is not allowed: write the value out"),
                new Case(
                        "a key twice",
                        HEAD + "spec: {order: 1, order: 2}\n",
                        "4:18 key \"order\" stands twice, first in line 4: remove one"),
                new Case(
                        "a syntax error hides nothing in the next document",
                        "a: [1\n---\n" + HEAD + "spec: {order: 0}\n",
                        "2:1 not YAML while parsing a flow sequence: expected ',' or ']', but got <stream end>",
                        "6:15 order \"0\" is not between 1 and 9999 (Tier \"t\")"),
                new Case(
                        "not an object",
                        "- 1\n- 2\n",
                        "1:3 the document is a number \"1\", not a mapping",
                        "2:3 the document is a number \"2\", not a mapping"),
                new Case(
                        "a control character",
                        HEAD + "spec: {order: \u0001}\n",
                        "4:15 character U+0001 may not stand in a file: remove it, or write it as an escape in double quotes"),
                new Case(
                        "a word without end",
                        HEAD + "spec: {order: " + "x".repeat(SourceText.MOST_WORD + 1) + "}\n",
                        "4:15 a word of more than 1572864 characters begins here: split it"),
                new Case(
                        "an unknown kind",
                        HEAD.replace("Tier", "Teir") + "spec: {order: 1}\n",
                        "2:7 kind \"Teir\" is not known: did you mean \"Tier\"?"),
                new Case(
                        "Kubernetes' own",
                        HEAD.replace("damson.dev/v1", "networking.k8s.io/v1") + "spec: {order: 1}\n",
                        "1:13 apiVersion \"networking.k8s.io/v1\" is not \"damson.dev/v1\": Kubernetes objects are imported, not applied"),
                new Case("no spec", HEAD, "1:1 spec is missing"),
                new Case(
                        "no domain",
                        HEAD.replace(", domain: d", "") + "spec: {order: 1}\n",
                        "3:11 domain is missing (Tier \"t\")"),
                new Case(
                        "a number for a name",
                        HEAD.replace("name: t", "name: 1") + "spec: {order: 1}\n",
                        "3:18 name is a number \"1\", not text: write it in quotes: \"1\""),
                new Case(
                        "a name in capitals",
                        HEAD.replace("name: t", "name: T") + "spec: {order: 1}\n",
                        "3:18 name \"T\" is not a name: lower-case letters, digits and dashes, at most 253, a letter or digit at both ends"),
                new Case(
                        "a list for a mapping", HEAD + "spec: [1]\n", "4:7 spec is a list, not a mapping (Tier \"t\")"),
                new Case(
                        "nothing for a number",
                        HEAD + "spec: {order: }\n",
                        "4:14 order is empty, not a number from 1 to 9999 (Tier \"t\")"),
                new Case(
                        "yes is no boolean of YAML 1.2",
                        policy("log: yes"),
                        "4:105 log is text \"yes\", not true or false (rule \"r\")"),
                new Case("a boolean in capitals", policy("log: True")),
                new Case(
                        "inspect on a deny",
                        policy("inspect: c").replace("allow", "deny"),
                        "4:108 inspect stands on a rule that says \"deny\" (rule \"r\"): only an allow rule can have it"));
    }

    private static String policy(String field) {
        return HEAD.replace("Tier", "SegmentationPolicy")
                + "spec: {tier: t, order: 1, rules: [{name: r, action: allow, from: [{any: true}], to: [{any: true}], "
                + field + ", services: [{protocol: any}]}]}\n";
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyProblemAtItsPlace(Case given) {
        SourceResult result = PolicySource.read("f", given.text());

        assertThat(result.problems())
                .extracting(problem -> problem.line() + ":" + problem.column() + " "
                        + problem.toString().replaceFirst("^.*?: (error|warning): ", ""))
                .containsExactly(given.problems());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{group: web, any: true}          | a peer has exactly one key, not 2 (group, any)",
                "{}                               | a peer is empty",
                "{selector: null}                 | selector is nothing",
                "{any: false}                     | any \"false\" means nothing",
                "{cidr: 10.0.0.1}                 | cidr \"10.0.0.1\" has no prefix length, write 10.0.0.1/32 for this address alone",
                "{cidr: 10.0.0.0/33}              | cidr prefix \"33\" is not between 0 and 32 for IPv4",
                "{cidr: 10.0.0/8}                 | cidr \"10.0.0/8\" is not a CIDR, write an address and a prefix length such as 10.1.0.0/24",
                "{cidr: 10.0.0.0/8, except: [11.0.0.0/16]} | except \"11.0.0.0/16\" is not inside \"10.0.0.0/8\"",
                "{cidr: \"::ffff:10.0.0.0/104\"}  | cidr \"::ffff:10.0.0.0\" is IPv4-mapped: it stands for IPv6 packets that carry it, not for IPv4",
                "{selector: {matchExpressions: [{key: a, operator: In}]}} | values is missing",
                "{selector: {matchExpressions: [{key: a, operator: Exists, values: [b]}]}} | values stands beside operator \"Exists\"",
                "{selector: {matchLabels: {a: 1}}} | a is a number \"1\", not text",
            })
    void peers(String peer, String message) {
        String text = policy("log: true").replaceFirst("\\{any: true}", Matcher.quoteReplacement(peer));

        assertThat(PolicySource.read("f", text).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).isEqualTo(message + " (rule \"r\")"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{port: 80}                          | port stands without protocol",
                "{protocol: tcp}                     | protocol \"tcp\" is not one of TCP, UDP, SCTP, ICMP, ICMPv6, any or a number",
                "{protocol: TCP, port: 0}            | port \"0\" is not between 1 and 65535",
                "{protocol: TCP, port: \"80\"}       | port \"80\" is not a number, a range or a port name",
                "{protocol: TCP, port: 9-8}          | port range \"9-8\" runs backwards",
                "{protocol: TCP, port: 1-65536}      | port range \"1-65536\" is not between 1 and 65535",
                "{protocol: ICMP, port: 1}           | port does not go with protocol \"ICMP\"",
                "{protocol: ICMP, code: 1}           | code stands without type",
                "{protocol: ICMP, type: 256}         | type \"256\" is not between 0 and 255",
                "{protocol: 256}                     | protocol \"256\" is not between 0 and 255",
                "{protocol: any, type: 1}            | type does not go with protocol \"any\"",
            })
    void services(String service, String message) {
        String text = policy("log: true").replace("{protocol: any}", service);

        assertThat(PolicySource.read("f", text).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).isEqualTo(message + " (rule \"r\")"));
    }

    @Test
    void wrongEncodingsAreNamed() {
        assertThat(PolicySource.read("f", "kind: Täg".getBytes(StandardCharsets.ISO_8859_1))
                        .problems())
                .extracting(Problem::toString)
                .containsExactly("f:1:8: error: byte 0xe4 is not UTF-8: save the file as UTF-8");
        assertThat(PolicySource.read("f", "kind: Tier".getBytes(StandardCharsets.UTF_16))
                        .problems())
                .extracting(Problem::toString)
                .containsExactly("f:1:1: error: the file is UTF-16 or UTF-32, not UTF-8: save it as UTF-8");
    }

    @Test
    void aByteOrderMarkAndSurrogatesShiftNothing() {
        String text = "\ufeff" + HEAD + "spec: {order: 1, \ud83d\ude00: 1}\n";

        assertThat(PolicySource.read("f", text.getBytes(StandardCharsets.UTF_8)).problems())
                .extracting(problem -> problem.place() + " " + problem.value())
                .containsExactly("f:4:18 \ud83d\ude00");
    }

    @Test
    void whatWouldTakeAllMemoryIsRefused() {
        assertThat(PolicySource.read("f", new byte[50 << 20]).problems())
                .extracting(Problem::message)
                .containsExactly("the file has 52428800 bytes, more than the 16777216 that are read");
        assertThat(PolicySource.read("f", "[".repeat(1_000_000)).problems())
                .extracting(Problem::message)
                .containsExactly("the document nests deeper than 40 levels");
        assertThat(PolicySource.read("f", "- ".repeat(1_000_000)).problems())
                .extracting(Problem::message)
                .containsExactly("the document nests deeper than 40 levels");
        assertThat(PolicySource.read("f", "a: &a [x]\n" + "b: [*a,*a,*a]\n".repeat(100_000))
                        .problems())
                .hasSize(Problems.MOST + 1)
                .last()
                .extracting(Problem::message)
                .asString()
                .endsWith("more problems are not listed, only the first 1000 are");
        assertThat(PolicySource.read("f", "[" + "1,".repeat(2_100_000) + "1]").problems())
                .extracting(Problem::message)
                .containsExactly("the file has more than 2000000 values, split it");
    }
}
