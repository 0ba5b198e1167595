package dev.damson.edge.agent.status;

import dev.damson.edge.agent.status.SeenInterfaces.Seen;
import dev.damson.edge.kernel.KernelException;
import dev.damson.edge.kernel.bpf.AttachedPrograms.Attached;
import dev.damson.edge.kernel.bpf.BpfLink;
import dev.damson.edge.kernel.bpf.BpfProgram;
import dev.damson.edge.kernel.bpf.Bpffs;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Where this edge's programs stand at the TCX ingress of its interfaces, among those of others. */
record HookOrder(Map<Integer, Seen> interfaces, Map<Integer, Integer> links) {
    /** @param bpffs with the pins of the edge's links */
    static HookOrder in(Path bpffs, String namespace) {
        var links = new HashMap<Integer, Integer>();
        for (var pin : Bpffs.pins(bpffs.resolve("links"))) {
            try (var link = BpfLink.open(pin)) {
                links.put(
                        Integer.parseInt(String.valueOf(pin.getFileName())),
                        link.info().id());
            }
        }
        return new HookOrder(SeenInterfaces.in(namespace), links);
    }

    /** Such as {@code acme-web-1 7, after foreign "meter"}: what packets meet before this edge's program, and after it. */
    String describe(int slot, int interfaceIndex) {
        var seen = interfaces.get(interfaceIndex);
        if (seen == null) {
            return Integer.toString(interfaceIndex);
        }
        var name = seen.name() + " " + interfaceIndex;
        var order = seen.ingress();
        for (int own = 0; own < order.size(); own++) {
            if (Objects.equals(order.get(own).linkId(), links.get(slot))) {
                return name
                        + foreign(", after foreign ", order.subList(0, own))
                        + foreign(", before foreign ", order.subList(own + 1, order.size()));
            }
        }
        return name + ", where nothing of this edge is attached";
    }

    private static String foreign(String where, List<Attached> programs) {
        return programs.isEmpty()
                ? ""
                : programs.stream().map(HookOrder::name).collect(Collectors.joining(" and ", where, ""));
    }

    private static String name(Attached attached) {
        try (var program = BpfProgram.ofId(attached.programId())) {
            return "\"" + program.info().name() + "\"";
        } catch (KernelException gone) {
            return "program " + attached.programId();
        }
    }
}
