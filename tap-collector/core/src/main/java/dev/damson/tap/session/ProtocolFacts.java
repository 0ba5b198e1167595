package dev.damson.tap.session;

import dev.damson.tap.app.DhcpMessage;
import dev.damson.tap.app.DnsMessage;
import dev.damson.tap.app.HttpHead;
import dev.damson.tap.app.TlsHello;
import dev.damson.tap.app.WellKnownPorts;
import dev.damson.tap.flow.PacketHeaders;
import java.util.LinkedHashSet;
import java.util.Set;

/** What a session's payload says in clear; texts are printable ASCII and bounded. */
public final class ProtocolFacts {
    /** A resolver's busy session; more names are counted by their packets. */
    private static final int MOST_NAMES = 32;

    private String protocol = "";
    private boolean guessed;
    private final Set<String> dnsNames = new LinkedHashSet<>();
    private String dnsAnswer = "";
    private int dnsCode = -1;
    private String tlsName = "";
    private String tlsVersion = "";
    private String tlsProtocols = "";
    private String httpMethod = "";
    private String httpHost = "";
    private String httpPath = "";
    private int httpStatus;

    void read(byte[] data, PacketHeaders headers) {
        boolean tcp = headers.protocol() == PacketHeaders.TCP;
        if (!tcp && headers.protocol() != PacketHeaders.UDP) {
            name(NetworkNames.protocol(headers.protocol()), false);
            return;
        }
        if (headers.payload() < headers.end()) {
            payload(data, headers, tcp);
        }
        if (protocol.isEmpty()) {
            WellKnownPorts.name(tcp, headers.sourcePort(), headers.destinationPort())
                    .ifPresent(guess -> name(guess, true));
        }
    }

    private void payload(byte[] data, PacketHeaders headers, boolean tcp) {
        int from = headers.payload();
        int to = headers.end();
        var dns = DnsMessage.find(data, from, to, tcp, headers.sourcePort(), headers.destinationPort());
        if (dns.isPresent()) {
            dns(dns.get());
        } else if (!tcp
                && DhcpMessage.find(data, from, to, headers.sourcePort(), headers.destinationPort())
                        .isPresent()) {
            name("dhcp", false);
        } else if (tcp) {
            HttpHead.find(data, from, to).ifPresent(this::http);
            TlsHello.find(data, from, to).ifPresent(this::tls);
        }
    }

    private void dns(DnsMessage message) {
        name("dns", false);
        for (var question : message.questions()) {
            if (dnsNames.size() < MOST_NAMES) {
                dnsNames.add(question.name());
            }
        }
        if (message.response()) {
            dnsCode = message.code();
            dnsAnswer = message.answers().isEmpty()
                    ? dnsAnswer
                    : message.answers().getFirst().value();
        }
    }

    private void http(HttpHead head) {
        name("http", false);
        if (head.request() && httpMethod.isEmpty()) {
            httpMethod = head.method();
            httpHost = head.host();
            httpPath = head.path();
        } else if (!head.request() && httpStatus == 0) {
            httpStatus = head.status();
        }
    }

    private void tls(TlsHello hello) {
        name("tls", false);
        tlsVersion = hello.version();
        tlsName = hello.serverName().isEmpty() ? tlsName : hello.serverName();
        tlsProtocols = hello.protocols().isEmpty() ? tlsProtocols : String.join(", ", hello.protocols());
    }

    private void name(String name, boolean guess) {
        if (protocol.isEmpty() || guessed && !guess) {
            protocol = name;
            guessed = guess;
        }
    }

    /** {@code dns}, {@code http}, {@code postgresql}; empty if unknown. */
    public String protocol() {
        return protocol;
    }

    /** Whether the protocol was told from the port alone. */
    public boolean guessed() {
        return guessed;
    }

    public Set<String> dnsNames() {
        return dnsNames;
    }

    /** The first answer of the last response. */
    public String dnsAnswer() {
        return dnsAnswer;
    }

    /** -1 without a response. */
    public int dnsCode() {
        return dnsCode;
    }

    public String tlsName() {
        return tlsName;
    }

    public String tlsVersion() {
        return tlsVersion;
    }

    public String tlsProtocols() {
        return tlsProtocols;
    }

    public String httpMethod() {
        return httpMethod;
    }

    public String httpHost() {
        return httpHost;
    }

    /** Without its query. */
    public String httpPath() {
        return httpPath;
    }

    /** 0 without a response. */
    public int httpStatus() {
        return httpStatus;
    }
}
