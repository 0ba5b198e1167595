package dev.damson.policy.model;

import java.util.List;
import java.util.Optional;

/**
 * Workloads and addresses under one name; selector, members and CIDRs add up.
 *
 * @param selector absent: picks nobody
 * @param members names of workloads
 * @param state for the workloads that the selector or the members name (not for those that only a CIDR covers)
 */
public record Group(
        Metadata metadata, Optional<Selector> selector, List<String> members, List<CidrBlock> cidrs, StateSpec state)
        implements PolicyObject {
    public Group {
        members = members.stream().distinct().sorted().toList();
        cidrs = List.copyOf(cidrs);
    }
}
