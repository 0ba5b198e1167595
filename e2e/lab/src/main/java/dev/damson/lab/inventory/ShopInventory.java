package dev.damson.lab.inventory;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/** Two tenants, each a shop with the same addresses. */
public final class ShopInventory {
    private ShopInventory() {}

    public static Inventory create() {
        return new Inventory(
                Stream.concat(shop("acme", "01"), shop("globex", "02")).toList());
    }

    private static Stream<LabWorkload> shop(String tenant, String octet) {
        var hosts = Stream.of(
                host(tenant, octet, "web-1", "web", 11),
                host(tenant, octet, "web-2", "web", 12),
                host(tenant, octet, "app-1", "app", 21),
                host(tenant, octet, "app-2", "app", 22),
                host(tenant, octet, "db-1", "db", 31),
                host(tenant, octet, "client-1", "client", 41),
                host(tenant, octet, "dns-1", "dns", 53));
        return tenant.equals("acme") ? Stream.concat(hosts, Stream.of(firewall(tenant, octet))) : hosts;
    }

    private static LabWorkload host(String tenant, String octet, String name, String role, int last) {
        var addresses = List.of(InetAddress.ofLiteral("10.1.0." + last), InetAddress.ofLiteral("fd00:1::" + last));
        var port = new LabPort("eth0", "02:00:00:00:" + octet + ":" + last, addresses);
        return new LabWorkload(tenant, "shop", name, role, List.of(port));
    }

    private static LabWorkload firewall(String tenant, String octet) {
        return new LabWorkload(
                tenant,
                "shop",
                "fw-1",
                "",
                List.of(
                        new LabPort("fw-1-in", "02:00:00:00:" + octet + ":a1", List.of()),
                        new LabPort("fw-1-out", "02:00:00:00:" + octet + ":a2", List.of())));
    }
}
