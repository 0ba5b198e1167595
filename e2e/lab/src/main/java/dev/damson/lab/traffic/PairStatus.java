package dev.damson.lab.traffic;

import dev.damson.policy.model.IpAddress;
import java.net.Inet4Address;
import java.time.Instant;

/** What came of the visits of one client to one address of one server. */
public record PairStatus(
        String tenant,
        String from,
        String to,
        String protocol,
        String family,
        String address,
        int port,
        long ok,
        long failed,
        String lastOutcome,
        Instant lastTime) {
    static PairStatus of(Errand errand, Tally.Sums sums) {
        return new PairStatus(
                errand.from().tenant(),
                errand.from().name(),
                errand.to().name(),
                errand.protocol().word(),
                errand.address() instanceof Inet4Address ? "IPv4" : "IPv6",
                IpAddress.of(errand.address().getAddress()).toString(),
                errand.port(),
                sums.ok(),
                sums.failed(),
                sums.lastOutcome(),
                sums.lastTime());
    }
}
