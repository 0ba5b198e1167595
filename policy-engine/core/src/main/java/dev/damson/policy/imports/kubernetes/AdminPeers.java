package dev.damson.policy.imports.kubernetes;

import dev.damson.policy.imports.Draft;
import dev.damson.policy.model.Cidr;
import dev.damson.policy.model.CidrBlock;
import dev.damson.policy.model.Peer;
import dev.damson.policy.model.Selector;
import dev.damson.policy.source.Located;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whom the policies of a cluster's admins speak of. */
final class AdminPeers {
    private static final int MOST_NETWORKS = 25;

    private final Draft draft;
    private final LabelMapping labels;
    private final Nodes nodes;

    AdminPeers(Draft draft, LabelMapping labels, Nodes nodes) {
        this.draft = draft;
        this.labels = labels;
        this.nodes = nodes;
    }

    /** Whom a policy is for: exactly one of namespaces and pods. */
    Optional<Peer> subject(Located located) {
        if (located.at("namespaces").isPresent() == located.at("pods").isPresent()) {
            located.error("", located.field() + " has not exactly one of namespaces and pods", "");
            return Optional.empty();
        }
        located.fields().ifPresent(fields -> {
            fields.optional("namespaces");
            fields.optional("pods");
            fields.end();
        });
        return pods(located);
    }

    /** All pods of some namespaces, or some of them. */
    private Optional<Peer> pods(Located located) {
        var namespaces = located.at("namespaces");
        if (namespaces.isPresent()) {
            return namespaces.flatMap(this::relative).isPresent()
                    ? Optional.empty()
                    : Optional.of(new Peer.SelectorPeer(labels.namespaces(namespaces)));
        }
        return located.at("pods").flatMap(Located::fields).map(fields -> {
            var of = labels.namespaces(fields.optional("namespaceSelector").filter(value -> !value.isNull()));
            var which = labels.pods(fields.optional("podSelector").filter(value -> !value.isNull()));
            fields.end();
            return LabelMapping.both(of, which);
        });
    }

    /** Namespaces named by their relation to the subject's, which early versions had. */
    private Optional<Located> relative(Located namespaces) {
        for (String field : List.of("sameLabels", "notSameLabels")) {
            var found = namespaces.at(field);
            if (found.isPresent()) {
                draft.leaveOut(found.get(), field + " names namespaces by those of the subject", "name them by labels");
                return found;
            }
        }
        return Optional.empty();
    }

    /** One peer of a rule; none if it is wrong or cannot be kept. */
    List<Peer> of(Located located, boolean ingress) {
        var given = located.entries();
        if (given.size() != 1) {
            located.error("", "a peer has not exactly one field", "write one of namespaces, pods, networks");
            return List.of();
        }
        String kind = given.keySet().iterator().next();
        Located value = given.values().iterator().next();
        if (kind.equals("namespaces") || kind.equals("pods")) {
            if (value.isNull()) {
                value.error("", kind + " is empty", "write {} for all");
            }
            return pods(located).stream().toList();
        }
        return switch (ingress ? "" : kind) {
            case "networks" -> networks(value);
            case "nodes" -> nodes.pick(value);
            case "domainNames" -> {
                draft.leaveOut(
                        value, "domainNames name peers by DNS, which the data path does not see", "name networks");
                yield List.of();
            }
            default -> {
                draft.leaveOut(
                        value, "a peer by \"" + kind + "\" is not known " + (ingress ? "in ingress" : "in egress"), "");
                yield List.of();
            }
        };
    }

    /**
     * Blocks of addresses, whose pods count too: all pods if a block is every address, else as far as addresses of pods
     * are kept.
     */
    private List<Peer> networks(Located list) {
        var items = list.itemsOrNone();
        if (items.isEmpty() || items.size() > MOST_NETWORKS) {
            list.error(
                    Integer.toString(items.size()),
                    "networks has " + items.size() + " items, not 1 to " + MOST_NETWORKS,
                    "");
        }
        var peers = new ArrayList<Peer>();
        boolean everywhere = false;
        for (Located item : items) {
            Optional<Cidr> cidr = Blocks.cidr(item);
            cidr.ifPresent(block -> peers.add(new Peer.CidrPeer(new CidrBlock(block, List.of()))));
            everywhere |= cidr.isPresent() && cidr.get().prefix() == 0;
        }
        if (everywhere && !draft.options().addresses()) {
            peers.add(new Peer.SelectorPeer(Selector.ALL));
        }
        return peers;
    }
}
