package dev.damson.policy.source;

import dev.damson.policy.model.CidrBlock;
import dev.damson.policy.model.DefaultAction;
import dev.damson.policy.model.Domain;
import dev.damson.policy.model.Enforcement;
import dev.damson.policy.model.Group;
import dev.damson.policy.model.Metadata;
import dev.damson.policy.model.PayloadTaps;
import dev.damson.policy.model.Selector;
import dev.damson.policy.model.StateSpec;
import dev.damson.policy.model.Tier;
import dev.damson.policy.model.Visibility;
import java.util.List;
import java.util.Optional;

/** Domains, groups and tiers. */
final class GroupingReader {
    private GroupingReader() {}

    static Domain domain(Metadata metadata) {
        return new Domain(metadata, DefaultAction.DENY, StateSpec.ENFORCE, Visibility.DENIED);
    }

    static Domain domain(Metadata metadata, Fields spec) {
        DefaultAction action = spec.optional("default")
                .flatMap(value -> value.word(DefaultAction.class))
                .orElse(DefaultAction.DENY);
        StateSpec state = StateReader.state(spec);
        Visibility visibility = spec.optional("visibility")
                .flatMap(value -> value.word(Visibility.class))
                .orElse(Visibility.DENIED);
        PayloadTaps payloadTaps = spec.optional("payloadTaps")
                .flatMap(value -> value.word(PayloadTaps.class))
                .orElse(PayloadTaps.ONE_PERSON);
        return new Domain(metadata, action, complete(state), visibility, payloadTaps);
    }

    /** Nobody stands above a domain from whom it could inherit. */
    private static StateSpec complete(StateSpec state) {
        return new StateSpec(
                state.ingress().or(() -> Optional.of(Enforcement.ENFORCE)),
                state.egress().or(() -> Optional.of(Enforcement.ENFORCE)));
    }

    static Group group(Metadata metadata, Fields spec) {
        Optional<Selector> selector = spec.optional("selector").flatMap(LabelReader::selector);
        List<String> members = spec.optionalList("members", Located::name);
        List<CidrBlock> cidrs = spec.optionalList("cidrs", AddressReader::block);
        StateSpec state = StateReader.state(spec);
        if (!spec.has("selector") && !spec.has("members") && !spec.has("cidrs")) {
            spec.located().error("", "the group names nobody", "write selector, members or cidrs");
        }
        return new Group(metadata, selector, members, cidrs, state);
    }

    static Tier tier(Metadata metadata, Fields spec) {
        int order = spec.required("order")
                .map(value -> value.number(Tier.FIRST_ORDER, Tier.LAST_ORDER).orElse(Tier.LAST_ORDER))
                .orElse(Tier.LAST_ORDER);
        if (Tier.isBuiltIn(metadata.name())) {
            spec.located()
                    .error(
                            metadata.name(),
                            "tier " + Quoted.of(metadata.name()) + " always exists",
                            "remove the document, or choose another name");
        }
        return new Tier(metadata, order);
    }
}
