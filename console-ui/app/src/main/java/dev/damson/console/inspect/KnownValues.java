package dev.damson.console.inspect;

import dev.damson.console.policies.PolicyBook;
import dev.damson.policy.model.Group;
import dev.damson.policy.model.Workload;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What may stand behind a field of a query in one domain. */
final class KnownValues {
    private static final List<String> PROTOCOLS =
            List.of("tcp", "udp", "icmp", "icmpv6", "sctp", "dns", "http", "tls", "dhcp", "ssh", "postgresql");

    private KnownValues() {}

    static Map<String, List<String>> of(PolicyBook book) {
        var values = new LinkedHashMap<String, List<String>>();
        var set = book.set();
        var workloads = set.workloads().stream().map(Workload::name).sorted().toList();
        var groups = set.groups().stream().map(Group::name).sorted().toList();
        for (var end : List.of("", "src.", "dst.")) {
            values.put(end + "workload", workloads);
            values.put(end + "group", groups);
        }
        values.put("verdict", List.of("allowed", "denied", "rejected"));
        values.put("protocol", PROTOCOLS);
        values.put("tls.version", List.of("TLS 1.0", "TLS 1.1", "TLS 1.2", "TLS 1.3"));
        values.put("http.method", List.of("GET", "POST", "PUT", "DELETE", "HEAD"));
        values.put("tap", set.taps().stream().map(tap -> tap.name()).sorted().toList());
        values.put(
                "rule",
                set.policies().stream()
                        .flatMap(policy -> policy.rules().stream()
                                .map(rule -> book.domain().domain() + "/" + policy.name() + "/" + rule.name()))
                        .sorted()
                        .toList());
        return values;
    }
}
