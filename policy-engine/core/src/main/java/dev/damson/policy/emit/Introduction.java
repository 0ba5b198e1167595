package dev.damson.policy.emit;

import dev.damson.policy.plan.DomainPlan;
import dev.damson.policy.plan.PlannedChain;
import dev.damson.policy.plan.PlannedFunction;
import dev.damson.policy.plan.PlannedTap;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What stands above the listings of the programs that every packet of a domain meets. */
enum Introduction {
    INGRESS("every packet that a workload's port sends") {
        @Override
        List<String> lines(DomainPlan plan) {
            return List.of(
                    "its addresses are the port's own, else it is dropped; ARP and neighbour discovery are answered",
                    "a connection whose ends were judged in this epoch goes on, any other is judged at both ends that are here");
        }
    },
    ARRIVAL("every packet that another edge sends") {
        @Override
        List<String> lines(DomainPlan plan) {
            return List.of(
                    "its source lives on that edge, its destination on this one, else it is dropped",
                    "that edge has judged its end; a connection whose end here was not judged in this epoch is judged");
        }
    },
    SERVICE("every packet that comes out of a service function") {
        @Override
        List<String> lines(DomainPlan plan) {
            return chains(plan);
        }
    },
    FINISH("every packet that was judged") {
        @Override
        List<String> lines(DomainPlan plan) {
            var lines = new ArrayList<String>();
            lines.add("it passes if every end that is a workload of the domain allows it");
            lines.add("reported are denied and would-be denied connections, and those whose verdict is logged");
            plan.taps().forEach(tap -> lines.add("tap " + tap.name() + ": " + text(tap)));
            lines.addAll(chains(plan));
            return lines;
        }
    };

    private final String title;

    Introduction(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    abstract List<String> lines(DomainPlan plan);

    /** Such as {@code requests and replies, headers, of 1 in 10 flows, at most 2000 packets/s, to inspection}. */
    static String text(PlannedTap tap) {
        var parts = new ArrayList<String>();
        parts.add(tap.request() && tap.reply() ? "requests and replies" : tap.request() ? "requests" : "replies");
        parts.add(tap.snapLength() == 0 ? "headers" : "at most " + tap.snapLength() + " bytes a packet");
        if (tap.sampleOneIn() > 1) {
            parts.add("of 1 in " + tap.sampleOneIn() + " flows");
        }
        if (tap.packetsPerSecond() > 0) {
            parts.add("at most " + tap.packetsPerSecond() + " packets/s");
        }
        if (tap.toInspection()) {
            parts.add("to inspection");
        }
        if (!tap.sensorPort().isEmpty()) {
            parts.add("to sensor " + tap.sensorPort());
        }
        if (tap.expiresUnixNanos() != 0) {
            parts.add("until " + Instant.ofEpochSecond(0, tap.expiresUnixNanos()));
        }
        return String.join(", ", parts);
    }

    private static List<String> chains(DomainPlan plan) {
        return plan.chains().stream().map(chain -> text(plan, chain)).toList();
    }

    private static String text(DomainPlan plan, PlannedChain chain) {
        return "chain %s: %s; if none is alive, %s"
                .formatted(
                        chain.name(),
                        chain.functions().stream()
                                .map(function -> text(plan.functions().get(function)))
                                .collect(Collectors.joining(", then ")),
                        chain.failOpen() ? "packets pass by it" : "packets are dropped");
    }

    private static String text(PlannedFunction function) {
        return function.name()
                + function.instances().stream()
                        .map(PlannedFunction.Instance::name)
                        .collect(Collectors.joining(" or ", " (", ")"));
    }
}
