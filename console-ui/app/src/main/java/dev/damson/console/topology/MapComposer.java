package dev.damson.console.topology;

import dev.damson.console.kit.Figures;
import dev.damson.console.kit.Glyph;
import dev.damson.console.kit.Verdict;
import dev.damson.console.policies.RuleLink;
import dev.damson.topology.inventory.WorkloadRecord;
import dev.damson.topology.traffic.Endpoint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Turns a domain into a drawing: workloads by {@code app}, then {@code role}; flows bundled per pair of boxes and
 * verdict. Order comes from names only, so that the same domain is always drawn in the same places.
 */
final class MapComposer {
    /** Cards in one box; the rest is in the table. */
    private static final int MOST_CARDS = 6;
    /** Outside addresses that are drawn one by one; more become one bundle. */
    private static final int MOST_PEERS = 4;
    /** Ports that a label names; more are counted. */
    private static final int MOST_PORTS = 2;

    private final Picture picture;
    private final Map<String, String> blocks = new HashMap<>();

    private MapComposer(Picture picture) {
        this.picture = picture;
    }

    static MapPicture compose(Picture picture) {
        return new MapComposer(picture).compose();
    }

    /** The flows that the line with this id bundles. */
    static List<Observed> bundled(Picture picture, String id) {
        var composer = new MapComposer(picture);
        composer.groups();
        return composer.bundles(new TreeMap<>()).entrySet().stream()
                .filter(entry -> entry.getKey().id().equals(id))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(List.of());
    }

    private MapPicture compose() {
        var groups = groups();
        var peers = new TreeMap<String, MapPicture.Peer>();
        var bundles = bundles(peers);
        var appliances = new Appliances(picture, blocks).in(groups);
        var flows = bundles.entrySet().stream()
                .map(entry -> flow(entry.getKey(), entry.getValue()))
                .toList();
        return new MapPicture(groups, List.copyOf(peers.values()), appliances, flows);
    }

    private List<MapPicture.Group> groups() {
        var apps = new TreeMap<String, Map<String, List<WorkloadRecord>>>();
        for (var workload : picture.workloads()) {
            var app = workload.labels().getOrDefault("app", "none");
            var role = workload.labels().getOrDefault("role", "none");
            apps.computeIfAbsent(app, key -> new TreeMap<>(Roles.ORDER))
                    .computeIfAbsent(role, key -> new ArrayList<>())
                    .add(workload);
            blocks.put(workload.name(), Ids.block(app, role));
        }
        return apps.entrySet().stream()
                .map(app -> group(app.getKey(), app.getValue()))
                .toList();
    }

    private MapPicture.Group group(String app, Map<String, List<WorkloadRecord>> roles) {
        var count = roles.values().stream().mapToInt(List::size).sum();
        var anyOrdered = roles.keySet().stream().anyMatch(Roles::hasPlace);
        var boxes = roles.entrySet().stream()
                .map(role -> block(app, role.getKey(), anyOrdered && !Roles.hasPlace(role.getKey()), role.getValue()))
                .toList();
        return new MapPicture.Group(Ids.group(app), "app: " + app, Figures.of(count, "workload"), boxes);
    }

    private MapPicture.Block block(String app, String role, boolean aside, List<WorkloadRecord> workloads) {
        var cards = workloads.stream()
                .sorted(Comparator.comparing(WorkloadRecord::name))
                .limit(MOST_CARDS)
                .map(MapComposer::card)
                .toList();
        return new MapPicture.Block(Ids.block(app, role), "role: " + role, workloads.size(), aside, cards);
    }

    private static MapPicture.Card card(WorkloadRecord workload) {
        return new MapPicture.Card(
                Ids.workload(workload.name()),
                workload.name(),
                Picture.edgeOf(workload),
                Picture.addressOf(workload),
                glyph(workload).outline(),
                "");
    }

    static Glyph glyph(WorkloadRecord workload) {
        return switch (workload.labels().getOrDefault("role", "")) {
            case "db", "database" -> Glyph.DATABASE;
            case "client" -> Glyph.CLIENT;
            default -> Glyph.WORKLOAD;
        };
    }

    private record Bundle(String from, String to, String through, Verdict verdict, boolean past) {
        String id() {
            return Ids.FLOW + from + ">" + to + ":" + verdict.className() + (past ? ":past" : "");
        }
    }

    private Map<Bundle, List<Observed>> bundles(Map<String, MapPicture.Peer> peers) {
        var tooMany = picture.flows().stream()
                        .flatMap(flow ->
                                List.of(flow.traffic().source(), flow.traffic().target()).stream())
                        .filter(Endpoint.Outside.class::isInstance)
                        .distinct()
                        .count()
                > MOST_PEERS;
        var bundles = new LinkedHashMap<Bundle, List<Observed>>();
        picture.flows().stream()
                .sorted(Comparator.comparing(Observed::source).thenComparing(Observed::target))
                .forEach(flow -> {
                    var from = box(flow.traffic().source(), peers, tooMany);
                    var to = box(flow.traffic().target(), peers, tooMany);
                    var bundle = new Bundle(from, to, throughOf(flow), flow.verdict(), flow.past());
                    bundles.computeIfAbsent(bundle, key -> new ArrayList<>()).add(flow);
                });
        bundles.keySet().removeIf(bundle -> bundle.from().equals(bundle.to()));
        return bundles;
    }

    private String box(Endpoint end, Map<String, MapPicture.Peer> peers, boolean tooMany) {
        return switch (end) {
            case Endpoint.Workload workload -> blocks.getOrDefault(workload.name(), Ids.workload(workload.name()));
            case Endpoint.Outside outside -> {
                var name = tooMany ? "External" : outside.address();
                var note = tooMany ? "several addresses" : "external, in no group";
                peers.putIfAbsent(name, new MapPicture.Peer(Ids.peer(name), name, note, true));
                yield Ids.peer(name);
            }
        };
    }

    /** The instance that an allowed flow goes through, where its rule names a chain. */
    private String throughOf(Observed flow) {
        return picture.chainOf(flow)
                .flatMap(chain -> chain.functions().stream().findFirst())
                .flatMap(function -> picture.view().functions().stream()
                        .filter(each -> each.name().equals(function))
                        .findFirst())
                .flatMap(function -> function.instances().stream().findFirst())
                .map(instance -> Ids.instance(instance.name()))
                .orElse("");
    }

    private MapPicture.Flow flow(Bundle bundle, List<Observed> flows) {
        var rate = flows.stream().mapToDouble(Observed::ratePerSecond).sum();
        var ports = flows.stream().map(Observed::port).distinct().sorted().toList();
        var port = ports.size() > MOST_PORTS ? ports.size() + " services" : String.join(", ", ports);
        return new MapPicture.Flow(
                bundle.id(),
                bundle.from(),
                bundle.to(),
                bundle.through(),
                bundle.verdict().className(),
                port,
                words(bundle.verdict(), rate, flows),
                bundle.past(),
                rate);
    }

    private static String words(Verdict verdict, double rate, List<Observed> flows) {
        var rules = flows.stream().map(flow -> flow.traffic().rule()).distinct().toList();
        var by = rules.size() == 1 && !rules.getFirst().isEmpty() ? " by " + RuleLink.local(rules.getFirst()) : "";
        return switch (verdict) {
            case ALLOWED, UNKNOWN -> Figures.perSecond(rate);
            case DENIED -> Figures.perSecond(rate) + " denied" + by;
            case WOULD_DENY -> Figures.perSecond(rate) + " would deny" + by;
        };
    }
}
