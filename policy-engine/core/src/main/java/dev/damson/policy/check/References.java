package dev.damson.policy.check;

import dev.damson.policy.interpret.Membership;
import dev.damson.policy.model.CidrBlock;
import dev.damson.policy.model.Group;
import dev.damson.policy.model.Kind;
import dev.damson.policy.model.Peer;
import dev.damson.policy.model.PolicyObject;
import dev.damson.policy.model.PortSpec.PortName;
import dev.damson.policy.model.Selector;
import dev.damson.policy.model.Service;
import dev.damson.policy.source.Quoted;
import dev.damson.policy.source.SourceObject;
import dev.damson.policy.source.Suggestion;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The names that one object uses, looked up where they mean something. */
record References(SourceObject source, DomainIndex all, Findings findings) {
    /** A warning names this many workloads, then counts. */
    private static final int MOST_NAMED = 5;

    String scope() {
        return source.object().scope();
    }

    void error(String path, String value, String message, String expected) {
        findings.error(source, path, value, message, expected);
    }

    void warning(String path, String value, String message, String expected) {
        findings.warning(source, path, value, message, expected);
    }

    /** A warning that means something only if all workloads are known that the domain's objects name. */
    void warningOfWorkloads(String path, String value, String message, String expected) {
        findings.unknownWorkloads().unlessUnknown(scope(), () -> warning(path, value, message, expected));
    }

    /** The object that {@code name} means; a problem if there is none. */
    <T extends PolicyObject> Optional<T> require(
            Class<T> type, Kind kind, String word, String name, String path, String context) {
        Optional<T> found = all.resolve(type, kind, scope(), name);
        if (found.isEmpty()) {
            error(
                    path,
                    name,
                    word + " " + Quoted.of(name) + " does not exist" + context,
                    Suggestion.text(name, all.names(kind, scope()), ""));
        }
        return found;
    }

    /** Whether the workload is known; a problem if it should be. */
    boolean requireWorkload(String name, String path, String context) {
        if (all.domain(scope()).isEmpty() || all.workload(scope(), name).isPresent()) {
            return true;
        }
        String expected = Suggestion.text(name, all.names(Kind.WORKLOAD, scope()), "");
        if (all.isComplete()) {
            error(path, name, "workload " + Quoted.of(name) + " does not exist" + context, expected);
        } else if (all.hasWorkloads(scope())) {
            findings.unknownWorkloads().used(scope(), source, path, name, context, expected);
        }
        return false;
    }

    /** @param path of the list of peers */
    void peers(List<Peer> peers, String path, String context) {
        for (int i = 0; i < peers.size(); i++) {
            String item = path + "[" + i + "]";
            switch (peers.get(i)) {
                case Peer.GroupPeer(String group) ->
                    require(Group.class, Kind.GROUP, "group", group, item + ".group", context);
                case Peer.WorkloadPeer(String workload) -> requireWorkload(workload, item + ".workload", context);
                case Peer.SelectorPeer(Selector selector) -> emptySelection(selector, item + ".selector", context);
                case Peer.CidrPeer(CidrBlock block) -> coveredWorkloads(block, item + ".cidr", context);
                case Peer.ExternalPeer external -> {}
                case Peer.AnyPeer any -> {}
            }
        }
    }

    private void emptySelection(Selector selector, String path, String context) {
        if (all.hasWorkloads(scope()) && all.picksNobody(selector, scope())) {
            warningOfWorkloads(path, "", "the selector picks no workload" + context, "");
        }
    }

    void coveredWorkloads(CidrBlock block, String path, String context) {
        List<String> covered = all.covered(block, scope());
        if (!covered.isEmpty()) {
            String names = String.join(", ", covered.subList(0, Math.min(MOST_NAMED, covered.size())));
            String more = covered.size() > MOST_NAMED ? " and " + (covered.size() - MOST_NAMED) + " more" : "";
            String cidr = block.cidr().toString();
            warning(
                    path,
                    cidr,
                    "cidr " + Quoted.of(cidr) + " also matches the workloads " + names + more + context,
                    "");
        }
    }

    /** @param path of the list of services */
    void services(List<Service> services, String path, String context) {
        for (int i = 0; i < services.size(); i++) {
            if (services.get(i) instanceof Service.PortService(var protocol, PortName(String name))
                    && all.hasWorkloads(scope())) {
                Set<String> known = all.namedPorts(scope());
                if (!known.contains(protocol.word() + " " + name)) {
                    String prefix = protocol.word() + " ";
                    List<String> near = known.stream()
                            .filter(port -> port.startsWith(prefix))
                            .map(port -> port.substring(prefix.length()))
                            .sorted()
                            .toList();
                    warningOfWorkloads(
                            path + "[" + i + "].port",
                            name,
                            "no workload names a " + protocol.word() + " port " + Quoted.of(name) + context,
                            Suggestion.text(name, near, ""));
                }
            }
        }
    }

    /** Whether a group picks nobody by selector and members; without knowing workloads that cannot be said. */
    boolean isEmpty(Group group) {
        return group.cidrs().isEmpty()
                && all.hasWorkloads(scope())
                && all.workloads(scope()).stream().noneMatch(workload -> Membership.names(group, workload));
    }
}
