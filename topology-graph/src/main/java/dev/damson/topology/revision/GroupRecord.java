package dev.damson.topology.revision;

import java.util.List;

/** A group with the workloads that are in it at a revision, and its address ranges; all sorted. */
public record GroupRecord(String name, List<String> members, List<String> cidrs) {
    public GroupRecord {
        members = members.stream().sorted().toList();
        cidrs = List.copyOf(cidrs);
    }
}
