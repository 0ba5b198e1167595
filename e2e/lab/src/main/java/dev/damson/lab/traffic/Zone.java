package dev.damson.lab.traffic;

import dev.damson.lab.inventory.Inventory;
import java.net.InetAddress;
import java.util.List;

/** The names that a tenant's name server knows: {@code web-1.shop.example} and so on, in lower case. */
record Zone(Inventory inventory, String tenant) {
    private static final String TOP = ".example";

    static String name(String workload, String domain) {
        return workload + "." + domain + TOP;
    }

    /** Empty if there is no such name. */
    List<InetAddress> addresses(String name) {
        return inventory.workloads().stream()
                .filter(workload -> workload.tenant().equals(tenant))
                .filter(workload -> name(workload.name(), workload.domain()).equals(name))
                .flatMap(workload -> workload.addresses().stream())
                .toList();
    }
}
