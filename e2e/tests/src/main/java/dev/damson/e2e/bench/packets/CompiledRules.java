package dev.damson.e2e.bench.packets;

import dev.damson.policy.classify.Classifier;
import dev.damson.policy.emit.Programs;
import dev.damson.policy.model.Cidr;
import dev.damson.policy.model.IpFamily;
import dev.damson.policy.plan.DomainPlan;

/** Rules as the compiler leaves them. */
record CompiledRules(BenchRules rules, DomainPlan plan, Programs programs) {
    static CompiledRules of(BenchRules rules) {
        var plan = Classifier.classify(rules.snapshot());
        return new CompiledRules(rules, plan, Programs.emit(plan));
    }

    /** The number of the profile that the port of a group's member has. */
    int profile(int group) {
        var host = Cidr.host(BenchRules.address(group, BenchRules.MEMBER, IpFamily.IPV4));
        return plan.addresses().stream()
                .filter(entry -> entry.prefix().equals(host))
                .map(entry -> plan.profileOfIdentity().get(entry.identity()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(host + " has no identity"));
    }
}
