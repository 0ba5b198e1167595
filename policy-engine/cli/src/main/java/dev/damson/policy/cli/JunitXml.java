package dev.damson.policy.cli;

import dev.damson.policy.model.ObjectKey;
import dev.damson.policy.trial.TrialResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Results in the form that build servers read: a suite for each PolicyTest. */
final class JunitXml {
    private JunitXml() {}

    static String print(List<TrialResult> results) {
        Map<ObjectKey, List<TrialResult>> suites = results.stream()
                .collect(Collectors.groupingBy(TrialResult::test, LinkedHashMap::new, Collectors.toList()));
        var out = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");
        suites.forEach((test, suite) -> suite(out, test.domain() + "/" + test.name(), suite));
        return out.append("</testsuites>\n").toString();
    }

    private static void suite(StringBuilder out, String name, List<TrialResult> results) {
        long failures = results.stream().filter(result -> !result.passed()).count();
        out.append("  <testsuite name=\"" + escape(name) + "\" tests=\"" + results.size() + "\" failures=\"" + failures
                + "\">\n");
        for (TrialResult result : results) {
            out.append("    <testcase classname=\"" + escape(name) + "\" name=\"" + escape(result.title()) + "\"");
            if (result.passed()) {
                out.append("/>\n");
            } else {
                out.append(">\n      <failure message=\"" + escape(result.failure()) + "\">")
                        .append(escape(String.join("\n", result.explanation())))
                        .append("</failure>\n    </testcase>\n");
            }
        }
        out.append("  </testsuite>\n");
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
