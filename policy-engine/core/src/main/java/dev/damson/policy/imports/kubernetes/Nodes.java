package dev.damson.policy.imports.kubernetes;

import dev.damson.policy.imports.Draft;
import dev.damson.policy.interpret.Membership;
import dev.damson.policy.model.Cidr;
import dev.damson.policy.model.CidrBlock;
import dev.damson.policy.model.IpAddress;
import dev.damson.policy.model.Labels;
import dev.damson.policy.model.Peer;
import dev.damson.policy.source.Located;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The hosts of a cluster: addresses outside the domain, known as far as the files hold the Nodes themselves. */
final class Nodes {
    private final Draft draft;
    private final LabelMapping labels;
    private final List<Node> nodes = new ArrayList<>();

    private record Node(Labels labels, List<IpAddress> addresses) {}

    Nodes(Draft draft, LabelMapping labels) {
        this.draft = draft;
        this.labels = labels;
    }

    void add(Resource resource) {
        var addresses = new ArrayList<IpAddress>();
        resource.root()
                .at("status")
                .flatMap(status -> status.at("addresses"))
                .filter(Located::isList)
                .ifPresent(list -> list.itemsOrNone()
                        .forEach(item -> item.at("address")
                                .flatMap(Located::scalar)
                                .flatMap(IpAddress::find)
                                .ifPresent(addresses::add)));
        nodes.add(new Node(
                new Labels(labels.labels(resource.metadata().flatMap(metadata -> metadata.at("labels")))), addresses));
    }

    List<Peer> pick(Located selector) {
        if (nodes.isEmpty()) {
            draft.leaveOut(selector, "nodes names hosts whose addresses these files do not hold", "add the Nodes");
            return List.of();
        }
        var wanted = labels.pods(Optional.of(selector));
        return nodes.stream()
                .filter(node -> Membership.picks(wanted, node.labels()))
                .flatMap(node -> node.addresses().stream())
                .distinct()
                .sorted()
                .<Peer>map(address -> new Peer.CidrPeer(new CidrBlock(Cidr.host(address), List.of())))
                .toList();
    }
}
