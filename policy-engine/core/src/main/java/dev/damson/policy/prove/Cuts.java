package dev.damson.policy.prove;

import dev.damson.policy.model.Cidr;
import dev.damson.policy.model.CidrBlock;
import dev.damson.policy.model.IpAddress;
import dev.damson.policy.model.Peer;
import dev.damson.policy.model.PolicySet;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Cuts shipped ranges wherever some policy could tell addresses apart: no peer holds for a part of what remains. */
final class Cuts {
    private final TreeSet<IpAddress> starts = new TreeSet<>();

    private Cuts() {}

    static List<AddressRange> in(List<AddressRange> ranges, PolicySet policies) {
        var cuts = new Cuts();
        policies.workloads()
                .forEach(workload -> workload.allAddresses().forEach(address -> cuts.around(Cidr.host(address))));
        policies.groups().forEach(group -> group.cidrs().forEach(cuts::around));
        for (var policy : policies.policies()) {
            policy.isolates().forEach(isolation -> cuts.around(isolation.subjects()));
            for (var rule : policy.rules()) {
                cuts.around(rule.from());
                cuts.around(rule.to());
            }
        }
        for (var tap : policies.taps()) {
            cuts.around(tap.match().from());
            cuts.around(tap.match().to());
        }
        return cuts.cut(ranges);
    }

    private void around(List<Peer> peers) {
        for (var peer : peers) {
            if (peer instanceof Peer.CidrPeer(CidrBlock block)) {
                around(block);
            }
        }
    }

    private void around(CidrBlock block) {
        around(block.cidr());
        block.except().forEach(this::around);
    }

    private void around(Cidr cidr) {
        starts.add(cidr.first());
        cidr.last().next().ifPresent(starts::add);
    }

    private List<AddressRange> cut(List<AddressRange> ranges) {
        var result = new ArrayList<AddressRange>();
        for (var range : ranges) {
            var first = range.first();
            for (var start : starts.subSet(range.first(), false, range.last(), true)) {
                result.add(new AddressRange(first, start.previous().orElseThrow(), range.identity()));
                first = start;
            }
            result.add(new AddressRange(first, range.last(), range.identity()));
        }
        return result;
    }
}
