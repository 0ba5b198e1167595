package dev.damson.policy.check;

import dev.damson.policy.model.Domain;
import dev.damson.policy.model.Group;
import dev.damson.policy.model.ObjectKey;
import dev.damson.policy.model.PolicyTest;
import dev.damson.policy.model.SegmentationPolicy;
import dev.damson.policy.model.ServiceChain;
import dev.damson.policy.model.ServiceFunction;
import dev.damson.policy.model.Tier;
import dev.damson.policy.model.VirtualTap;
import dev.damson.policy.model.Workload;
import dev.damson.policy.source.Problem;
import dev.damson.policy.source.SourceObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Holds the objects of a tenant, from any number of files, against each other. */
public final class PolicyCheck {
    private PolicyCheck() {}

    /**
     * Every finding, by file and place. Objects that are not sound are held against too, so that a file's problems come
     * all at once; findings that only follow from their own errors are left out.
     */
    public static List<Problem> check(Collection<SourceObject> objects, String tenant, Inventory inventory) {
        var findings = new Findings();
        var all = new DomainIndex(unique(objects, findings), tenant, inventory);
        for (SourceObject source : all.objects()) {
            check(source, all, findings);
        }
        TierCheck.orders(all, findings);
        PortCheck.addresses(all, findings);
        FunctionCheck.portsUsedTwice(all, findings);
        findings.unknownWorkloads().report(findings);
        return findings.list();
    }

    private static void check(SourceObject source, DomainIndex all, Findings findings) {
        var references = new References(source, all, findings);
        switch (source.object()) {
            case Domain domain -> {}
            case Tier tier -> {}
            case Workload workload -> PortCheck.workload(source, workload, findings);
            case Group group -> GroupCheck.check(references, group);
            case SegmentationPolicy policy -> RuleCheck.check(references, policy);
            case VirtualTap tap -> RuleCheck.check(references, tap);
            case ServiceFunction function -> FunctionCheck.check(references, function);
            case ServiceChain chain -> FunctionCheck.check(references, chain);
            case PolicyTest test -> TestCheck.check(references, test);
        }
    }

    /** The first of each key. The same object may stand in several files, as an inventory and a policy file may share. */
    private static List<SourceObject> unique(Collection<SourceObject> objects, Findings findings) {
        Map<ObjectKey, SourceObject> seen = new HashMap<>();
        var first = new ArrayList<SourceObject>();
        for (SourceObject source : objects) {
            ObjectKey key = source.object().key();
            SourceObject other = seen.putIfAbsent(key, source);
            if (other == null) {
                first.add(source);
            } else if (other.file().equals(source.file())) {
                findings.error(
                        source,
                        "metadata.name",
                        key.name(),
                        key + " stands twice in the file, first in line "
                                + other.place("metadata.name").line(),
                        "rename or remove one");
            } else if (!other.object().equals(source.object())) {
                findings.error(
                        source,
                        "metadata.name",
                        key.name(),
                        key + " is another one in " + other.place("metadata.name"),
                        "remove one, or make them equal");
            }
        }
        return first;
    }
}
