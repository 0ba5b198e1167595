package dev.damson.policy.cli;

import dev.damson.policy.connect.ConnectivityDiff.GroupRow;
import dev.damson.policy.connect.ConnectivityOptions;
import dev.damson.policy.connect.Vocabulary;
import dev.damson.policy.interpret.Flow;
import dev.damson.policy.model.DomainSnapshot;
import dev.damson.policy.remedy.Remedies;
import dev.damson.policy.remedy.Remedy;
import dev.damson.policy.source.PolicyWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Changes that would allow a connection, in words. */
final class RemedyText {
    private RemedyText() {}

    static List<Remedy> of(DomainSnapshot snapshot, Flow flow) {
        return Remedies.of(snapshot, flow, new ConnectivityOptions(Vocabulary.EVERYTHING, false, flow.now()));
    }

    static List<String> lines(List<Remedy> remedies, boolean denied) {
        var lines = new ArrayList<String>();
        if (denied) {
            lines.add(remedies.isEmpty() ? "  no change of this domain's policies allows it" : "  to make this work:");
        }
        for (int i = 0; i < remedies.size(); i++) {
            lines.add("    " + (i + 1) + ". " + remedies.get(i).sentence());
            remedies.get(i).change().groups().forEach(row -> lines.add("       " + text(row)));
        }
        return lines;
    }

    private static String text(GroupRow row) {
        String pair = " " + String.join(" ", row.srcs()) + " to " + String.join(" ", row.dsts()) + ": ";
        return row.opens().isEmpty() ? "closes" + pair + row.closes() : "opens" + pair + row.opens();
    }

    static Map<String, Object> json(Remedy remedy) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("sentence", remedy.sentence());
        fields.put("policy", PolicyWriter.yaml(remedy.policy()));
        fields.put(
                "pairs",
                remedy.change().rows().stream()
                        .map(row -> {
                            var pair = new LinkedHashMap<String, Object>();
                            pair.put("src", row.src());
                            pair.put("dst", row.dst());
                            pair.put("opens", row.opens().toString());
                            pair.put("closes", row.closes().toString());
                            return pair;
                        })
                        .toList());
        return fields;
    }
}
