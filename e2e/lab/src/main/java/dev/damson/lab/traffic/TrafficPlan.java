package dev.damson.lab.traffic;

import dev.damson.lab.inventory.Inventory;
import dev.damson.lab.inventory.LabWorkload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Who visits whom in a shop of web, app, database and name servers: what each role does, whatever its policy says. */
final class TrafficPlan {
    private TrafficPlan() {}

    static List<Errand> of(Inventory inventory) {
        var errands = new ArrayList<Errand>();
        for (var tenant : inventory.tenants()) {
            var first = errands.isEmpty();
            errands.addAll(of(inventory, tenant, first ? Rates.STEADY : Rates.STEADY.slower()));
        }
        return errands;
    }

    private static List<Errand> of(Inventory inventory, String tenant, Rates rates) {
        var clients = inventory.of(tenant, "client").toList();
        var web = inventory.of(tenant, "web").toList();
        var app = inventory.of(tenant, "app").toList();
        var databases = inventory.of(tenant, "db").toList();
        var names = inventory.of(tenant, "dns").toList();
        var everybody =
                Stream.of(clients, web, app, databases).flatMap(List::stream).toList();
        return Stream.of(
                        visits(clients, web, Protocol.HTTP, Ports.WEB, rates.web()),
                        visits(web, app, Protocol.HTTP, Ports.APP, rates.app()),
                        visits(app, databases, Protocol.DATABASE, Ports.DATABASE, rates.database()),
                        visits(everybody, names, Protocol.DNS_UDP, Ports.NAMES, rates.names()),
                        visits(clients, names, Protocol.DNS_TCP, Ports.NAMES, rates.names()),
                        visits(web, app, Protocol.PING, 0, rates.ping()),
                        visits(app, web, Protocol.PING, 0, rates.ping()),
                        // What should not be: a client that goes to the database itself.
                        visits(clients, databases, Protocol.DATABASE, Ports.DATABASE, rates.forbidden()))
                .flatMap(List::stream)
                .toList();
    }

    private static List<Errand> visits(
            List<LabWorkload> sources, List<LabWorkload> targets, Protocol protocol, int port, Duration period) {
        var errands = new ArrayList<Errand>();
        for (var from : sources) {
            for (var to : targets) {
                for (var address : to.addresses()) {
                    errands.add(new Errand(from, to, address, protocol, port, period));
                }
            }
        }
        return errands;
    }
}
