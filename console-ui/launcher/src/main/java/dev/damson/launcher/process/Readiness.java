package dev.damson.launcher.process;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;

/** How a component shows that it can be used. */
public sealed interface Readiness {
    int CONNECT_MILLIS = 500;

    /** Long enough for the first request of a console on a busy machine. */
    int ANSWER_MILLIS = 5_000;

    /** A port accepts connections. */
    record PortAccepts(InetSocketAddress address) implements Readiness {}

    /** A page answers 200. */
    record Answers(URI page) implements Readiness {}

    /** A line of the output begins with the word {@code ready}, in any case. */
    record SaysReady() implements Readiness {}

    /** Whether it can be used now. */
    default boolean holds(boolean saidReady) {
        return switch (this) {
            case PortAccepts port -> accepts(port.address());
            case Answers answer -> answers(answer.page());
            case SaysReady said -> saidReady;
        };
    }

    private static boolean accepts(InetSocketAddress address) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(address.getHostString(), address.getPort()), CONNECT_MILLIS);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static boolean answers(URI page) {
        try {
            var connection = (HttpURLConnection) page.toURL().openConnection();
            connection.setConnectTimeout(CONNECT_MILLIS);
            connection.setReadTimeout(ANSWER_MILLIS);
            connection.setInstanceFollowRedirects(false);
            try {
                return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
            } finally {
                connection.disconnect();
            }
        } catch (IOException notYet) {
            return false;
        }
    }
}
