package dev.damson.lab.network;

/**
 * The appliance's own rules, in nftables' bridge family. They know nothing of connections, since conntrack for bridges
 * is not in every kernel; what a rule passes or drops it counts by name and direction.
 */
final class Firewall {
    static final String TABLE = "firewall";
    static final int PASSED_PORT = 8080;

    /** Health probes of the edge: between two addresses of the benchmarking range (RFC 2544) that the edge chooses. */
    static final int HEALTH_PORT = 7007;

    private static final String HEALTH_NETWORK = "198.18.0.0/15";

    private Firewall() {}

    static String rules(String inside, String outside) {
        return """
                table bridge %1$s {
                    counter inside-to-outside { }
                    counter outside-to-inside { }
                    counter health-inside-to-outside { }
                    counter health-outside-to-inside { }
                    counter dropped-from-inside { }
                    counter dropped-from-outside { }

                    chain passing {
                        type filter hook forward priority 0; policy drop;
                        iifname "%2$s" oifname "%3$s" jump from-inside
                        iifname "%3$s" oifname "%2$s" jump from-outside
                    }
                    chain from-inside {
                        tcp dport %4$d counter name inside-to-outside accept
                        tcp sport %4$d counter name inside-to-outside accept
                        ip saddr %6$s ip daddr %6$s udp dport %5$d counter name health-inside-to-outside accept
                        counter name dropped-from-inside drop
                    }
                    chain from-outside {
                        tcp dport %4$d counter name outside-to-inside accept
                        tcp sport %4$d counter name outside-to-inside accept
                        ip saddr %6$s ip daddr %6$s udp dport %5$d counter name health-outside-to-inside accept
                        counter name dropped-from-outside drop
                    }
                }
                """.formatted(TABLE, inside, outside, PASSED_PORT, HEALTH_PORT, HEALTH_NETWORK);
    }
}
