package dev.damson.lab.traffic;

import dev.damson.lab.network.EchoSocket;
import dev.damson.lab.network.LabNamespace;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** Runs an errand once: a fresh connection, one question, one answer. */
final class Visitor {
    /** Inside one host an answer takes microseconds; what takes a second was dropped. */
    static final Duration TIMEOUT = Duration.ofSeconds(1);

    private static final int TIMEOUT_MILLIS = Math.toIntExact(TIMEOUT.toMillis());

    /** Every so many visits a client asks for the long page. */
    private static final int VISITS_PER_CATALOGUE = 20;

    private Visitor() {}

    /** @throws IOException if there is no answer or not the right one; its message says which */
    static void visit(Errand errand, LabNamespace home, long visit) throws IOException {
        switch (errand.protocol()) {
            case HTTP -> connected(errand, home, socket -> browse(socket, errand, visit));
            case DATABASE -> connected(errand, home, Database::ask);
            case DNS_TCP -> connected(errand, home, socket -> Dns.askByConnection(socket, ownName(errand)));
            case DNS_UDP -> {
                try (var channel = home.openDatagrams(errand.address())) {
                    Dns.askByDatagram(channel, errand.target(), ownName(errand), TIMEOUT);
                }
            }
            case PING -> {
                try (EchoSocket socket = home.openEcho(errand.address())) {
                    if (!socket.ask(TIMEOUT)) {
                        throw new SocketTimeoutException("no echo reply");
                    }
                }
            }
        }
    }

    private static void connected(Errand errand, LabNamespace home, TcpServer.Conversation conversation)
            throws IOException {
        try (var channel = home.openConnection(errand.address())) {
            var socket = channel.socket();
            socket.connect(errand.target(), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            conversation.with(socket);
        }
    }

    private static void browse(Socket socket, Errand errand, long visit) throws IOException {
        var path = visit % VISITS_PER_CATALOGUE == 0 ? Http.CATALOGUE_PATH : Http.GREETING_PATH;
        var body = Http.get(socket, Zone.name(errand.to().name(), errand.to().domain()), path);
        if (!body.startsWith(Http.greeting(errand.to().name()))) {
            throw new IOException("answered \"" + body.lines().findFirst().orElse("") + "\"");
        }
    }

    private static String ownName(Errand errand) {
        return Zone.name(errand.from().name(), errand.from().domain());
    }
}
