package dev.damson.lab.traffic;

import dev.damson.lab.inventory.LabWorkload;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;

/** One client that visits one server at one address, again and again; {@code port} is 0 for pings. */
record Errand(LabWorkload from, LabWorkload to, InetAddress address, Protocol protocol, int port, Duration period) {
    InetSocketAddress target() {
        return new InetSocketAddress(address, port);
    }

    /** Tenant, both ends: {@code acme/client-1->web-1}. */
    String pair() {
        return from.tenant() + "/" + from.name() + "->" + to.name();
    }
}
