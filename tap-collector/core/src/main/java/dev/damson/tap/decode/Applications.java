package dev.damson.tap.decode;

import dev.damson.tap.app.DhcpMessage;
import dev.damson.tap.app.DnsMessage;
import dev.damson.tap.app.HttpHead;
import dev.damson.tap.app.Text;
import dev.damson.tap.app.TlsHello;
import dev.damson.tap.app.WellKnownPorts;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** What a transport carries: DNS, HTTP/1 and TLS handshakes as trees, the rest named by its port as a guess. */
final class Applications {
    private Applications() {}

    /** @param summary the packet in one line */
    record Application(Layer layer, String summary) {}

    static @Nullable Application of(byte[] data, int from, int to, Ports ports) {
        var dns = DnsMessage.find(data, from, to, ports.tcp(), ports.source(), ports.destination());
        if (dns.isPresent()) {
            return dns(dns.get(), from, to);
        }
        if (ports.tcp()) {
            var http = HttpHead.find(data, from, to);
            if (http.isPresent()) {
                return http(http.get(), from);
            }
            var tls = TlsHello.find(data, from, to);
            if (tls.isPresent()) {
                return tls(tls.get(), from);
            }
        }
        if (!ports.tcp()) {
            var dhcp = DhcpMessage.find(data, from, to, ports.source(), ports.destination());
            if (dhcp.isPresent()) {
                return dhcp(dhcp.get(), from, to);
            }
        }
        var name = WellKnownPorts.name(ports.tcp(), ports.source(), ports.destination());
        if (name.isEmpty()) {
            return null;
        }
        var size = Text.bytes(to - from);
        return new Application(
                new Fields(from)
                        .add("Bytes", size, 0, to - from)
                        .layer("Data", size + ", " + name.get() + " by port", to - from),
                (ports.tcp() ? "TCP " : "UDP ") + ports.source() + " → " + ports.destination() + ", " + size + ", "
                        + name.get() + " by port");
    }

    private static Application dns(DnsMessage dns, int from, int to) {
        var fields = new Fields(0);
        int head = dns.offset();
        fields.add("Identification", Text.hex(dns.id(), 4), head, 2)
                .add("Kind", dns.response() ? "response" : "query", head + 2, 1)
                .add("Code", dns.codeName(), head + 3, 1);
        for (var question : dns.questions()) {
            fields.add("Question", question.type() + " " + question.name(), question.offset(), question.length());
        }
        for (var answer : dns.answers()) {
            fields.add(
                    "Answer",
                    answer.type() + " " + answer.name() + " = " + answer.value(),
                    answer.offset(),
                    answer.length(),
                    List.of(new DecodedField(
                            "TTL", answer.ttlSeconds() + " s", answer.offset() + answer.ttlOffset(), 4, List.of())));
        }
        var line = dns.summary();
        return new Application(new Layer("DNS", line, from, to - from, fields.list()), "DNS " + line);
    }

    private static Application dhcp(DhcpMessage dhcp, int from, int to) {
        var fields = new Fields(from)
                .add("Kind", dhcp.kind(), 240, Math.max(0, Math.min(3, to - from - 240)))
                .add("Transaction", Text.hex(dhcp.transaction(), 8), 4, 4)
                .add("Client", dhcp.clientMac(), 28, 6);
        if (!dhcp.address().isEmpty()) {
            fields.add("Address", dhcp.address(), 16, 4);
        }
        if (!dhcp.server().isEmpty()) {
            fields.add("Server", dhcp.server(), 240, 0);
        }
        if (!dhcp.hostName().isEmpty()) {
            fields.add("Host name", dhcp.hostName(), 240, 0);
        }
        return new Application(fields.layer("DHCP", dhcp.summary(), to - from), "DHCP " + dhcp.summary());
    }

    private static Application http(HttpHead http, int from) {
        var fields = new Fields(0);
        fields.add(http.request() ? "Request" : "Status", http.firstLine(), from, http.firstLineLength());
        for (var header : http.headers()) {
            fields.add(header.name(), header.value(), header.offset(), header.length());
        }
        return new Application(
                new Layer("HTTP", http.summary(), from, http.length(), fields.list()), "HTTP " + http.summary());
    }

    private static Application tls(TlsHello tls, int from) {
        var fields = new Fields(0);
        var name = tls.client() ? "ClientHello" : "ServerHello";
        fields.add("Handshake", name, from, tls.length()).add("Version", tls.version(), tls.versionOffset(), 2);
        if (!tls.serverName().isEmpty()) {
            fields.add("Server name", tls.serverName(), tls.serverNameOffset(), tls.serverNameLength());
        }
        var line = new StringJoiner(", ").add(name).add(tls.version());
        if (!tls.protocols().isEmpty()) {
            fields.add("ALPN", String.join(", ", tls.protocols()), tls.protocolsOffset(), tls.protocolsLength());
        }
        if (!tls.serverName().isEmpty()) {
            line.add(tls.serverName());
        }
        return new Application(new Layer("TLS", line.toString(), from, tls.length(), fields.list()), "TLS " + line);
    }
}
