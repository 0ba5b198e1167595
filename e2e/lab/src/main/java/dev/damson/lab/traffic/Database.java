package dev.damson.lab.traffic;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A database-like service: a client asks {@code stock <item>} line by line and gets {@code <item> <count>} for each. */
final class Database {
    private static final String QUESTION = "stock ";
    private static final String ITEM = "plums";
    private static final int STOCK = 42;

    /** A client here asks once; a connection that is kept for a test may ask for a while. */
    private static final int MOST_QUESTIONS = 10_000;

    private Database() {}

    static void serve(Socket socket) throws IOException {
        var lines = lines(socket);
        for (var asked = 0; asked < MOST_QUESTIONS; asked++) {
            var line = lines.readLine();
            if (line == null) {
                return;
            }
            var answer = line.startsWith(QUESTION)
                    ? line.substring(QUESTION.length()) + " " + STOCK
                    : "error: \"" + line + "\" is not \"" + QUESTION + "<item>\"";
            write(socket, answer);
        }
    }

    static void ask(Socket socket) throws IOException {
        write(socket, QUESTION + ITEM);
        var answer = lines(socket).readLine();
        if (!(ITEM + " " + STOCK).equals(answer)) {
            throw new IOException("answered \"" + answer + "\"");
        }
    }

    private static BufferedReader lines(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    private static void write(Socket socket, String line) throws IOException {
        socket.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
