package dev.damson.policy.source;

import dev.damson.policy.model.Peer;
import java.util.List;
import java.util.Optional;

/** Peers: a mapping with exactly one of six keys. */
final class PeerReader {
    private static final List<String> KEYS = List.of("group", "selector", "cidr", "workload", "external", "any");

    private PeerReader() {}

    static Optional<Peer> peer(Located located) {
        return located.fields().flatMap(fields -> {
            List<String> given = KEYS.stream().filter(fields::has).toList();
            Optional<Peer> peer = given.stream().findFirst().flatMap(key -> read(fields, key));
            KEYS.forEach(fields::optional);
            if (!given.contains("cidr")) {
                fields.optional("except")
                        .ifPresent(except -> except.error("", "except stands without cidr", "remove it"));
            }
            fields.end();
            if (given.size() > 1) {
                located.error(
                        String.join(", ", given),
                        "a peer has exactly one key, not " + given.size() + " (" + String.join(", ", given) + ")",
                        "write one list entry for each");
            } else if (given.isEmpty()
                    && fields.entries().stream()
                            .allMatch(entry -> entry.key().text().equals("except"))) {
                located.error("", "a peer is empty", "write one of " + String.join(", ", KEYS));
            }
            return peer;
        });
    }

    private static Optional<Peer> read(Fields fields, String key) {
        if (key.equals("cidr")) {
            return AddressReader.block(fields).map(Peer.CidrPeer::new);
        }
        Located value = fields.required(key).orElseThrow();
        return switch (key) {
            case "group" -> value.name().map(Peer.GroupPeer::new);
            case "selector" -> LabelReader.selector(value).map(Peer.SelectorPeer::new);
            case "workload" -> value.name().map(Peer.WorkloadPeer::new);
            case "external" -> isTrue(value) ? Optional.of(new Peer.ExternalPeer()) : Optional.empty();
            default -> isTrue(value) ? Optional.of(new Peer.AnyPeer()) : Optional.empty();
        };
    }

    static boolean isTrue(Located value) {
        Optional<Boolean> given = value.bool();
        if (given.isPresent() && !given.get()) {
            value.error("false", value.field() + " \"false\" means nothing", "write true, or remove it");
        }
        return given.orElse(false);
    }
}
