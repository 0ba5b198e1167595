package dev.damson.lab.traffic;

import dev.damson.lab.network.LabNamespace;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** As much of HTTP/1.1 as the laboratory's servers and clients need: one request, one answer, then the end. */
public final class Http {
    static final String GREETING_PATH = "/";

    /** An answer of many segments, so that super-packets of segmentation offload are part of the traffic. */
    static final String CATALOGUE_PATH = "/catalogue";

    private static final String CATALOGUE_LINE = "another plum, ripe and blue\n";
    private static final int CATALOGUE_LINES = 1_000;

    /** Request lines and headers that anyone here sends are far shorter. */
    private static final int MOST_HEADERS = 50;

    private static final int LONGEST_ANSWER_BYTES = 1 << 20;

    private Http() {}

    static TcpServer.Conversation server(String workload) {
        return socket -> {
            var reader =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            var request = reader.readLine();
            var headers = 0;
            for (var line = reader.readLine(); line != null && !line.isEmpty(); line = reader.readLine()) {
                if (++headers > MOST_HEADERS) {
                    return;
                }
            }
            if (request != null) {
                var answer = answer(request, workload);
                socket.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
            }
        };
    }

    /**
     * Asks a server of the laboratory from inside a namespace. Any path but the known ones is said back in the body, so
     * that a test can send a payload of its own and look for it in a tap.
     *
     * @return the body of the answer
     */
    public static String get(LabNamespace from, InetSocketAddress server, String path, Duration timeout)
            throws IOException {
        var milliseconds = Math.toIntExact(timeout.toMillis());
        try (var channel = from.openConnection(server.getAddress())) {
            channel.socket().connect(server, milliseconds);
            channel.socket().setSoTimeout(milliseconds);
            return get(channel.socket(), server.getAddress().getHostAddress(), path);
        }
    }

    /** @return the body of the answer */
    static String get(Socket socket, String host, String path) throws IOException {
        var request = "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        var answer = new String(socket.getInputStream().readNBytes(LONGEST_ANSWER_BYTES), StandardCharsets.UTF_8);
        var body = answer.indexOf("\r\n\r\n");
        if (!answer.startsWith("HTTP/1.1 200 ") || body < 0) {
            throw new IOException("answered \"" + answer.lines().findFirst().orElse("") + "\"");
        }
        return answer.substring(body + 4);
    }

    static String greeting(String workload) {
        return "Hello from " + workload + "\n";
    }

    private static String answer(String request, String workload) {
        var words = request.split(" ", -1);
        var path = words.length > 1 ? words[1] : "";
        var body = switch (path) {
            case GREETING_PATH -> greeting(workload);
            case CATALOGUE_PATH -> greeting(workload) + CATALOGUE_LINE.repeat(CATALOGUE_LINES);
            default -> greeting(workload) + path + "\n";
        };
        return "HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: "
                + body.getBytes(StandardCharsets.UTF_8).length + "\r\nConnection: close\r\n\r\n" + body;
    }
}
