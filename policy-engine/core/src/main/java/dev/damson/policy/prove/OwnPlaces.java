package dev.damson.policy.prove;

import dev.damson.policy.model.Workload;
import dev.damson.policy.model.WorkloadPort;
import dev.damson.policy.plan.DomainPlan;
import java.util.ArrayList;
import java.util.List;

/** Which profile every port gets: that of those of its addresses that have one, which must agree. */
final class OwnPlaces {
    private OwnPlaces() {}

    static List<OwnPlace> of(DomainPlan plan, Realm realm, Findings findings) {
        var places = new ArrayList<OwnPlace>();
        for (int i = 0; i < realm.workloads().size(); i++) {
            var workload = realm.workloads().get(i);
            for (var port : workload.ports()) {
                add(places, plan, realm, i, workload, port, findings);
            }
        }
        return places;
    }

    private static void add(
            List<OwnPlace> places,
            DomainPlan plan,
            Realm realm,
            int number,
            Workload workload,
            WorkloadPort port,
            Findings findings) {
        var addresses = port.allAddresses();
        if (addresses.isEmpty()) {
            return;
        }
        var profiles = addresses.stream()
                .map(address -> plan.profileOfIdentity()
                        .get(realm.ranges().get(realm.rangeOf(address)).identity()))
                .filter(profile -> profile != 0)
                .distinct()
                .toList();
        if (profiles.size() != 1) {
            findings.add(
                    "port " + workload.name() + "/" + port.name(),
                    "its addresses have the profiles " + profiles + ", and one would be right");
            return;
        }
        for (var address : addresses) {
            int range = realm.rangeOf(address);
            places.add(new OwnPlace(
                    number, address, range, realm.ranges().get(range).identity(), profiles.getFirst()));
        }
    }
}
