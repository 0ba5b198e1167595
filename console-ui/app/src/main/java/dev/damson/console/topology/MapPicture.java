package dev.damson.console.topology;

import java.util.List;

/** What the browser's map draws, in its own words; see {@code map/model.ts}. */
public record MapPicture(List<Group> groups, List<Peer> peers, List<Appliance> appliances, List<Flow> flows) {
    /** Workloads of one application. */
    public record Group(String id, String title, String note, List<Block> blocks) {}

    /**
     * Workloads of one role; {@code count} may be more than the cards that are drawn.
     *
     * @param aside its role has no place between the others, so it stands below them
     */
    public record Block(String id, String title, int count, boolean aside, List<Card> workloads) {}

    /** @param alarm empty unless something is wrong with the workload */
    public record Card(String id, String name, String edge, String address, String icon, String alarm) {}

    /** An end outside the domain's workloads; not {@code known} when it claims an address of the domain. */
    public record Peer(String id, String name, String note, boolean known) {}

    /**
     * @param group id of the group in whose path it stands, or empty
     * @param after id of the block to the left of it, or empty
     */
    public record Appliance(
            String id, String name, String edge, String group, String after, String chain, String health, boolean up) {}

    /**
     * A bundle of flows with one verdict between two boxes.
     *
     * @param through id of the appliance it goes through, or empty
     * @param verdict {@code allowed}, {@code denied}, {@code would-deny} or {@code unknown}
     * @param past judged under a revision that is no longer in force
     */
    public record Flow(
            String id,
            String from,
            String to,
            String through,
            String verdict,
            String port,
            String words,
            boolean past,
            double ratePerSecond) {}
}
