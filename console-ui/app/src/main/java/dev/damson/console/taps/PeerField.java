package dev.damson.console.taps;

import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import dev.damson.console.policies.PeerWords;
import dev.damson.console.policies.TapWish;
import dev.damson.policy.model.Peer;
import dev.damson.policy.model.PolicySet;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;

/** Who stands at one side of a tap: groups and workloads are offered, any block of addresses may be typed. */
final class PeerField extends MultiSelectComboBox<Peer> {
    private final transient List<Peer> offered = new ArrayList<>();

    PeerField(String label, PolicySet set, List<Peer> chosen) {
        super(label);
        offered.addAll(List.of(Peer.any(), new Peer.ExternalPeer()));
        set.groups().forEach(group -> offered.add(Peer.group(group.name())));
        set.workloads().forEach(workload -> offered.add(new Peer.WorkloadPeer(workload.name())));
        chosen.stream().filter(peer -> !offered.contains(peer)).forEach(offered::add);
        setItems(offered);
        setItemLabelGenerator(PeerField::words);
        setValue(new LinkedHashSet<>(chosen));
        setAllowCustomValue(true);
        setPlaceholder("group, workload or CIDR");
        addCustomValueSetListener(event -> TapWish.peer(event.getDetail().strip(), set)
                .ifPresentOrElse(this::choose, () -> {
                    setErrorMessage("\"" + event.getDetail() + "\" is no group, workload or CIDR");
                    setInvalid(true);
                }));
        getElement().setAttribute("data-test", "tap-" + label.toLowerCase(Locale.ROOT));
    }

    private void choose(Peer peer) {
        var chosen = new LinkedHashSet<>(getValue());
        chosen.add(peer);
        if (!offered.contains(peer)) {
            offered.add(peer);
            setItems(offered);
        }
        setValue(chosen);
    }

    List<Peer> peers() {
        return List.copyOf(getValue());
    }

    private static String words(Peer peer) {
        var words = PeerWords.peers(List.of(peer));
        return peer instanceof Peer.GroupPeer ? "group " + words : words;
    }
}
