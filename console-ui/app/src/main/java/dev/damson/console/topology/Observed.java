package dev.damson.console.topology;

import dev.damson.console.kit.Verdict;
import dev.damson.topology.traffic.Endpoint;
import dev.damson.topology.traffic.ObservedTraffic;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** One row of observed traffic with the words that views and filters use. */
public record Observed(ObservedTraffic traffic, double ratePerSecond) {
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
        var calm = verdict() == Verdict.ALLOWED;
        return calm && (service.endsWith("/53") || service.startsWith("icmp"));
    }

    /** Values under a filter's key. */
    Collection<String> values(String key) {
        return switch (key) {
            case "src" -> List.of(source());
            case "dst" -> List.of(target());
            case "workload", "host" -> List.of(source(), target());
            case "service" -> List.of(service(), port());
            case "verdict" -> List.of(verdict().className());
            case "rule" -> List.of(traffic.rule());
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
