package dev.damson.console.topology;

import dev.damson.console.kit.Decision;
import dev.damson.console.kit.Verdict;
import dev.damson.console.policies.PolicyBook;
import dev.damson.console.policies.RuleLink;
import dev.damson.policy.model.SegmentationPolicy;
import dev.damson.topology.traffic.Endpoint;
import dev.damson.topology.traffic.JudgingEnd;
import dev.damson.topology.traffic.ObservedTraffic;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * One row of observed traffic with the words that views and filters use.
 *
 * @param past judged under a revision that its edge no longer enforces
 */
public record Observed(ObservedTraffic traffic, double ratePerSecond, boolean past) {
    /** What {@code sel} in the address holds. */
    String id() {
        return "%s%s>%s:%s:%s:%d"
                .formatted(
                        Ids.OBSERVED,
                        source(),
                        target(),
                        service(),
                        verdict().className(),
                        traffic.judgement().revision());
    }

    public String source() {
        return name(traffic.source());
    }

    public String target() {
        return name(traffic.target());
    }

    public boolean touches(String workload) {
        return isWorkload(traffic.source(), workload) || isWorkload(traffic.target(), workload);
    }

    public boolean entering(String workload) {
        return isWorkload(traffic.target(), workload);
    }

    /** {@code tcp/5432}. */
    public String service() {
        return traffic.service().toLowerCase(Locale.ROOT);
    }

    /** The part of the service after the protocol: what a label has room for. */
    public String port() {
        var service = service();
        return service.startsWith("tcp/") ? service.substring(4) : service;
    }

    public Verdict verdict() {
        return switch (traffic.verdict()) {
            case ALLOWED -> Verdict.ALLOWED;
            case DENIED -> Verdict.DENIED;
            case WOULD_DENY -> Verdict.WOULD_DENY;
        };
    }

    /** DNS and pings are the noise of a healthy network. */
    public boolean noise() {
        var service = service();
        return service.endsWith("/53") || service.startsWith("icmp");
    }

    /** Everything the verdict sentence says. */
    Decision decision(PolicyBook book) {
        var judgement = traffic.judgement();
        var leaving = judgement.end() == JudgingEnd.SOURCE;
        var tier = book.policyOf(judgement.rule()).map(SegmentationPolicy::tier).orElse(null);
        var opposite = verdict() == Verdict.DENIED ? Verdict.ALLOWED : Verdict.DENIED;
        return new Decision(
                verdict(),
                leaving ? "leaving" : "entering",
                leaving ? source() : target(),
                judgement.edge(),
                judgement.revision(),
                judgement.rule().isEmpty() ? "the domain's default" : judgement.rule(),
                tier,
                judgement.pendingDiffers() ? opposite : null);
    }

    /** Values under a filter's key. */
    Collection<String> values(String key) {
        return switch (key) {
            case "src" -> List.of(source());
            case "dst" -> List.of(target());
            case "workload", "host" -> List.of(source(), target());
            case "service" -> List.of(service(), port());
            case "verdict" -> List.of(verdict().className());
            case "rule" -> List.of(traffic.rule(), RuleLink.local(traffic.rule()));
            case "rev" -> List.of(Long.toString(traffic.judgement().revision()));
            case "edge" -> List.of(traffic.judgement().edge());
            case "any" -> List.of(source(), target(), service(), verdict().word(), traffic.rule());
            default -> List.of();
        };
    }

    static String name(Endpoint endpoint) {
        return switch (endpoint) {
            case Endpoint.Workload workload -> workload.name();
            case Endpoint.Outside outside -> outside.address();
        };
    }

    private static boolean isWorkload(Endpoint endpoint, String name) {
        return endpoint instanceof Endpoint.Workload workload && workload.name().equals(name);
    }
}
