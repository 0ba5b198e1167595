package dev.damson.e2e.product;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Settings, as environment variables, with which a Damson runs beside any other one.
 *
 * @param console {@code host:port}
 * @param prefix of the laboratory's namespaces
 */
public record Surroundings(String console, String prefix, Map<String, String> variables) {
    private static final AtomicInteger NEXT = new AtomicInteger();

    public Surroundings {
        variables = Map.copyOf(variables);
    }

    public static Surroundings free() throws IOException {
        var addresses = freeAddresses(4);
        var prefix = "e2e" + ProcessHandle.current().pid() + "x" + NEXT.incrementAndGet();
        var variables = new LinkedHashMap<String, String>();
        variables.put("DAMSON_CONSOLE_ADDRESS", addresses.get(0));
        variables.put("DAMSON_NEO4J_ADDRESS", addresses.get(1));
        variables.put("DAMSON_KAFKA_ADDRESS", addresses.get(2));
        variables.put("DAMSON_KAFKA_CONTROLLER_ADDRESS", addresses.get(3));
        variables.put("DAMSON_LABORATORY_PREFIX", prefix);
        return new Surroundings(addresses.get(0), prefix, variables);
    }

    /** All held until all are found, so that they differ. */
    private static List<String> freeAddresses(int count) throws IOException {
        var sockets = new ArrayList<ServerSocket>();
        try {
            var addresses = new ArrayList<String>();
            while (sockets.size() < count) {
                sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
                addresses.add("127.0.0.1:" + sockets.getLast().getLocalPort());
            }
            return addresses;
        } finally {
            for (var socket : sockets) {
                socket.close();
            }
        }
    }
}
