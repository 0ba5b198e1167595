package dev.damson.policy.prove;

import dev.damson.policy.plan.DomainPlan;
import dev.damson.policy.plan.EndTable;
import dev.damson.policy.plan.LowerTable;
import dev.damson.policy.plan.PlannedAddress;
import dev.damson.wire.layout.VerdictRecord;
import java.util.HashSet;

/** Whether a plan can be read at all: every number in it means something that is there. */
final class PlanShape {
    private static final int SERVICES = 65_536;
    private static final int PROTOCOLS = 256;

    private final DomainPlan plan;
    private final Findings findings;

    PlanShape(DomainPlan plan, Findings findings) {
        this.plan = plan;
        this.findings = findings;
    }

    void check() {
        int identities = plan.identities().size();
        expect("profileOfIdentity", plan.profileOfIdentity().size() == identities, "has not one entry an identity");
        expect("rules", !plan.rules().isEmpty(), "is empty, and 0 would be the default");
        plan.profileOfIdentity()
                .forEach(profile -> expect(
                        "profileOfIdentity",
                        profile >= 0 && profile <= plan.profiles().size(),
                        "has \"" + profile + "\", which is no profile"));
        var prefixes = new HashSet<>();
        for (PlannedAddress entry : plan.addresses()) {
            var place = "address " + entry.prefix();
            expect(place, prefixes.add(entry.prefix()), "is given twice");
            expect(
                    place,
                    entry.identity() >= 0 && entry.identity() < identities,
                    "has \"" + entry.identity() + "\", which is no identity");
        }
        for (var chain : plan.chains()) {
            chain.functions()
                    .forEach(function -> expect(
                            "chain " + chain.name(),
                            function >= 0 && function < plan.functions().size(),
                            "has \"" + function + "\", which is no function"));
        }
        for (int i = 0; i < plan.profiles().size(); i++) {
            var profile = plan.profiles().get(i);
            expect("profile " + profile.number(), profile.number() == i + 1, "is not in order");
            check("profile " + profile.number() + ", from", profile.from());
            check("profile " + profile.number() + ", to", profile.to());
        }
    }

    private void expect(String place, boolean right, String otherwise) {
        if (!right) {
            findings.add(place, otherwise);
        }
    }

    private void check(String place, EndTable upper, LowerTable lower) {
        boolean rows = lower.width() > 0 && lower.joined().length % lower.width() == 0;
        expect(place, rows, "its joined places are no whole rows");
        expect(place, largest(lower.joined()) < upper.records().size(), "has a joined place without a record");
        checkShape(place, lower.table());
        expect(place, largest(lower.table().cells()) < lower.width(), "has a cell beyond its width");
        expect(place, lower.table().lower().isEmpty(), "has a third table");
    }

    private void check(String place, EndTable table) {
        checkShape(place, table);
        int open = table.lower().map(LowerTable::open).orElse(0);
        expect(place, largest(table.cells()) < table.records().size() + open, "has a cell without a record");
        table.lower().ifPresent(lower -> check(place + ", lower", table, lower));
        table.records().forEach(record -> check(place, table, record));
    }

    private void checkShape(String place, EndTable table) {
        int rows = table.stride() <= 0 ? 0 : table.cells().length / table.stride();
        expect(place, table.stride() > 0 && rows * table.stride() == table.cells().length, "cells are no whole rows");
        expect(place, table.classOfIdentity().length > 0, "has no peer classes");
        int peers = largest(table.classOfIdentity());
        int ownRows = largest(table.rowOfOwn());
        expect(place, peers + ownRows < rows, "has a class beyond its " + rows + " rows");
        expect(place, table.serviceOfProtocol().length == PROTOCOLS, "has not 256 protocols");
        int classes = table.serviceClasses();
        expect(place, largest(table.columnOfService()) < table.stride(), "has a column beyond its stride");
        expect(place, largest(table.serviceOfProtocol()) < classes, "has a service class beyond its " + classes);
        table.services().forEach((protocol, services) -> {
            expect(place, services.length == SERVICES, "protocol " + protocol + " has not 65,536 services");
            expect(place, largest(services) < classes, "has a service class beyond its " + classes);
        });
    }

    private void check(String place, EndTable table, VerdictRecord record) {
        expect(place, record.rule() < plan.rules().size(), "rule \"" + record.rule() + "\" has no name");
        expect(place, record.pendingRule() < plan.rules().size(), "rule \"" + record.pendingRule() + "\" has no name");
        expect(
                place,
                record.chain() <= plan.chains().size(),
                "chain \"" + record.chain() + "\" is beyond the "
                        + plan.chains().size());
        expect(
                place,
                plan.taps().size() == Long.SIZE || record.taps() >>> plan.taps().size() == 0,
                "has a bit of no tap");
        int steps = 0;
        var at = record;
        while (at.expiresUnixNanos() != 0) {
            if (at.expiredNext() >= table.records().size()
                    || ++steps > table.records().size()) {
                findings.add(place, "successors of expired verdicts lead nowhere");
                return;
            }
            at = table.records().get(at.expiredNext());
        }
    }

    private static int largest(char[] numbers) {
        int largest = 0;
        for (char number : numbers) {
            largest = Math.max(largest, number);
        }
        return largest;
    }
}
