package dev.damson.console.topology;

import dev.damson.director.live.DomainStatus;
import dev.damson.policy.model.Peer;
import dev.damson.topology.inventory.WorkloadRecord;
import dev.damson.topology.revision.ChainRecord;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Appliances with their places: behind the block whose traffic a rule sends into their chain. */
final class Appliances {
    private final Picture picture;
    private final Map<String, String> blocks;

    /** @param blocks the block of each workload, by the workload's name */
    Appliances(Picture picture, Map<String, String> blocks) {
        this.picture = picture;
        this.blocks = Map.copyOf(blocks);
    }

    /** Instances of functions, and what stands in no path yet but has only sides, so that nothing jumps when it does. */
    List<MapPicture.Appliance> in(List<MapPicture.Group> groups) {
        var idle = picture.bumps().stream()
                .map(bump -> appliance(bump.name(), bump, groups, List.of(), "in no chain yet", true));
        var used = picture.instances().map(instance -> {
            var function = picture.functionOf(instance.name()).orElseThrow();
            var chains = picture.chainsOf(function.name());
            var health = picture.healthOf(instance.name());
            var fails = chains.isEmpty()
                    ? ""
                    : chains.stream().allMatch(ChainRecord::open) ? ", fails open" : ", fails closed";
            return appliance(
                    instance.name(),
                    picture.workload(instance.name()).orElse(null),
                    groups,
                    chains,
                    words(health) + fails,
                    health != DomainStatus.Health.DOWN);
        });
        return Stream.concat(idle, used)
                .sorted(Comparator.comparing(MapPicture.Appliance::name))
                .toList();
    }

    private MapPicture.Appliance appliance(
            String name,
            @Nullable WorkloadRecord workload,
            List<MapPicture.Group> groups,
            List<ChainRecord> chains,
            String health,
            boolean up) {
        var after = before(chains).or(() -> lastEntry(groups)).orElse("");
        var home = groups.stream()
                .filter(group ->
                        group.blocks().stream().anyMatch(block -> block.id().equals(after)))
                .findFirst();
        return new MapPicture.Appliance(
                Ids.instance(name),
                name,
                workload == null ? "" : Picture.edgeOf(workload),
                home.map(MapPicture.Group::id).orElse(""),
                after,
                chains.stream().map(ChainRecord::name).collect(Collectors.joining(", ")),
                health,
                up);
    }

    /** The block from which a rule sends traffic into one of the chains. */
    private Optional<String> before(List<ChainRecord> chains) {
        var names = chains.stream().map(ChainRecord::name).toList();
        return picture.book().set().policies().stream()
                .flatMap(policy -> policy.rules().stream())
                .filter(rule -> rule.inspect().filter(names::contains).isPresent())
                .flatMap(rule -> rule.from().stream())
                .flatMap(peer -> members(peer).stream())
                .map(blocks::get)
                .filter(Objects::nonNull)
                .findFirst();
    }

    private List<String> members(Peer peer) {
        return switch (peer) {
            case Peer.GroupPeer group ->
                picture.view().groups().stream()
                        .filter(each -> each.name().equals(group.group()))
                        .flatMap(each -> each.members().stream())
                        .sorted()
                        .toList();
            case Peer.WorkloadPeer workload -> List.of(workload.workload());
            case Peer.SelectorPeer selector -> List.of();
            case Peer.CidrPeer cidr -> List.of();
            case Peer.ExternalPeer external -> List.of();
            case Peer.AnyPeer any -> List.of();
        };
    }

    /** Where appliances usually stand: behind what is entered first. */
    private static Optional<String> lastEntry(List<MapPicture.Group> groups) {
        return groups.stream()
                .flatMap(group -> group.blocks().stream())
                .filter(block -> Roles.isEntry(block.id().substring(block.id().lastIndexOf('/') + 1)))
                .reduce((first, second) -> second)
                .map(MapPicture.Block::id);
    }

    private static String words(DomainStatus.Health health) {
        return switch (health) {
            case UP -> "up";
            case DOWN -> "down";
            case UNPROVEN -> "not probed yet";
        };
    }
}
