package dev.damson.tap.app;

import java.util.Map;
import java.util.Optional;

/** Names of services by port: a guess, to be shown as one. */
public final class WellKnownPorts {
    private static final Map<Integer, String> TCP = Map.ofEntries(
            Map.entry(21, "ftp"),
            Map.entry(22, "ssh"),
            Map.entry(23, "telnet"),
            Map.entry(25, "smtp"),
            Map.entry(53, "dns"),
            Map.entry(80, "http"),
            Map.entry(110, "pop3"),
            Map.entry(143, "imap"),
            Map.entry(389, "ldap"),
            Map.entry(443, "https"),
            Map.entry(445, "smb"),
            Map.entry(587, "smtp"),
            Map.entry(636, "ldaps"),
            Map.entry(993, "imaps"),
            Map.entry(1433, "mssql"),
            Map.entry(1521, "oracle"),
            Map.entry(3306, "mysql"),
            Map.entry(3389, "rdp"),
            Map.entry(5432, "postgresql"),
            Map.entry(5672, "amqp"),
            Map.entry(6379, "redis"),
            Map.entry(7687, "bolt"),
            Map.entry(8080, "http"),
            Map.entry(8443, "https"),
            Map.entry(9092, "kafka"),
            Map.entry(9200, "elasticsearch"),
            Map.entry(27017, "mongodb"));

    private static final Map<Integer, String> UDP = Map.ofEntries(
            Map.entry(53, "dns"),
            Map.entry(67, "dhcp"),
            Map.entry(68, "dhcp"),
            Map.entry(69, "tftp"),
            Map.entry(123, "ntp"),
            Map.entry(161, "snmp"),
            Map.entry(443, "quic"),
            Map.entry(514, "syslog"),
            Map.entry(1812, "radius"),
            Map.entry(4789, "vxlan"),
            Map.entry(5353, "mdns"));

    private WellKnownPorts() {}

    /** By the destination first: a client's own port is a chance number. */
    public static Optional<String> name(boolean tcp, int source, int destination) {
        var names = tcp ? TCP : UDP;
        return Optional.ofNullable(names.get(destination)).or(() -> Optional.ofNullable(names.get(source)));
    }
}
