package dev.damson.lab.network;

import java.io.IOException;
import java.util.List;

/** A third-party firewall: a learning bridge between two ports with its own rules, ignorant of Damson. */
public final class Appliance {
    private final LabNamespace namespace;

    Appliance(LabNamespace namespace) {
        this.namespace = namespace;
    }

    public LabNamespace namespace() {
        return namespace;
    }

    /** Stops forwarding while both wires stay up: the appliance hangs, and only a probe through it can tell. */
    public void kill() throws IOException {
        Ip.in(namespace.name(), "link", "set", NetworkPlan.BRIDGE, "down");
    }

    /** Forwards again; the counters go on from where they were. */
    public void restore() throws IOException {
        Ip.in(namespace.name(), "link", "set", NetworkPlan.BRIDGE, "up");
    }

    public ApplianceCounters counters() throws IOException {
        var result = namespace.exec("nft", "-j", "list", "counters", "table", "bridge", Firewall.TABLE);
        if (result.exitCode() != 0) {
            throw new IOException(
                    "nft in \"" + namespace.name() + "\": " + result.errors().strip());
        }
        return ApplianceCounters.parse(result.output());
    }

    /** The appliance's owner writes its rules. */
    static void configure(LabNamespace namespace, String inside, String outside) throws IOException {
        Command.run(
                Firewall.rules(inside, outside),
                List.of("nsenter", "--net=" + namespace.path(), "--", "nft", "-f", "-"));
    }
}
