package dev.damson.lab.traffic;

import dev.damson.lab.network.LabNamespace;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.util.concurrent.Semaphore;

/** Listens on one port of a workload, on every address, and gives each connection its own virtual thread. */
final class TcpServer implements Closeable {
    /** What a server says to one connection, until it returns. */
    interface Conversation {
        void with(Socket socket) throws IOException;
    }

    /** The plan has two clients for a server; the rest is room for tests. */
    private static final int MOST_CONNECTIONS = 64;

    /** A client that falls silent must not hold its place for ever. */
    private static final int SILENCE_MILLIS = 5_000;

    private final ServerSocketChannel listener;
    private final Conversation conversation;
    private final Semaphore places = new Semaphore(MOST_CONNECTIONS);

    private TcpServer(ServerSocketChannel listener, Conversation conversation) {
        this.listener = listener;
        this.conversation = conversation;
    }

    static TcpServer start(LabNamespace namespace, int port, Conversation conversation) throws IOException {
        var listener = namespace.openServer();
        var server = new TcpServer(listener, conversation);
        try {
            listener.bind(new InetSocketAddress(port));
        } catch (IOException taken) {
            listener.close();
            throw taken;
        }
        Thread.ofVirtual().name(namespace.name() + ":" + port).start(server::accept);
        return server;
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private void accept() {
        while (listener.isOpen()) {
            try {
                places.acquire();
                var connection = listener.accept().socket();
                Thread.ofVirtual().start(() -> serve(connection));
            } catch (IOException closed) {
                places.release();
            } catch (InterruptedException interrupted) {
                return;
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            connection.setSoTimeout(SILENCE_MILLIS);
            conversation.with(connection);
        } catch (IOException gone) {
            // The client went away or a policy ended the connection; the client's own count tells it.
        } finally {
            places.release();
        }
    }
}
