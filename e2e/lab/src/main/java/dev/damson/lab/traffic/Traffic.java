package dev.damson.lab.traffic;

import dev.damson.lab.inventory.Inventory;
import dev.damson.lab.inventory.LabWorkload;
import dev.damson.lab.network.Laboratory;
import java.io.Closeable;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The servers of a laboratory and its clients, which go their ways until closed. */
public final class Traffic implements Closeable {
    private final Laboratory laboratory;
    private final Map<Errand, Tally> tallies = new LinkedHashMap<>();
    private final Deque<Closeable> servers = new ArrayDeque<>();
    private final List<Thread> clients = new ArrayList<>();

    private Traffic(Laboratory laboratory) {
        this.laboratory = laboratory;
    }

    /** @throws IOException if a server cannot listen; the others are closed again */
    public static Traffic start(Laboratory laboratory, Inventory inventory) throws IOException {
        var traffic = new Traffic(laboratory);
        try {
            for (var workload : inventory.workloads()) {
                traffic.serve(workload, inventory);
            }
        } catch (IOException refused) {
            traffic.close();
            throw refused;
        }
        TrafficPlan.of(inventory).forEach(traffic::send);
        return traffic;
    }

    /** The counts of this moment, one line for each client, server and address. */
    public List<PairStatus> status() {
        return tallies.entrySet().stream()
                .map(entry -> PairStatus.of(entry.getKey(), entry.getValue().sums()))
                .toList();
    }

    @Override
    public void close() throws IOException {
        clients.forEach(Thread::interrupt);
        for (var server : servers) {
            server.close();
        }
    }

    private void serve(LabWorkload workload, Inventory inventory) throws IOException {
        var namespace = laboratory.workload(workload.tenant(), workload.name());
        switch (workload.role()) {
            case "web" -> servers.add(TcpServer.start(namespace, Ports.WEB, Http.server(workload.name())));
            case "app" -> servers.add(TcpServer.start(namespace, Ports.APP, Http.server(workload.name())));
            case "db" -> servers.add(TcpServer.start(namespace, Ports.DATABASE, Database::serve));
            case "dns" -> {
                var zone = new Zone(inventory, workload.tenant());
                servers.add(Dns.serveDatagrams(namespace, Ports.NAMES, zone));
                servers.add(TcpServer.start(namespace, Ports.NAMES, Dns.server(zone)));
            }
            default -> {
                // A client or an appliance: nobody visits it.
            }
        }
    }

    private void send(Errand errand) {
        var tally = new Tally();
        tallies.put(errand, tally);
        // The first visits are spread over the period, so that the clients do not go out all at once.
        var first = errand.period().multipliedBy(tallies.size() % SPREAD).dividedBy(SPREAD);
        clients.add(Thread.ofVirtual().name(errand.pair()).start(() -> repeat(errand, tally, first)));
    }

    private static final int SPREAD = 16;

    private void repeat(Errand errand, Tally tally, Duration first) {
        var home = laboratory.workload(errand.from().tenant(), errand.from().name());
        var next = System.nanoTime() + first.toNanos();
        for (long visit = 1; ; visit++) {
            try {
                Thread.sleep(Duration.ofNanos(Math.max(0, next - System.nanoTime())));
                Visitor.visit(errand, home, visit);
                tally.succeeded(Instant.now());
            } catch (InterruptedException stopped) {
                return;
            } catch (IOException failed) {
                if (Thread.currentThread().isInterrupted()) {
                    return;
                }
                tally.failed(reason(failed), Instant.now());
            }
            // A visit that took longer than its period is not made up for.
            next = Math.max(next + errand.period().toNanos(), System.nanoTime());
        }
    }

    private static String reason(IOException failed) {
        return switch (failed) {
            case SocketTimeoutException silent -> "timed out";
            case NoRouteToHostException noWay -> "unreachable";
            case ConnectException refused -> "refused";
            default -> String.valueOf(failed.getMessage());
        };
    }
}
