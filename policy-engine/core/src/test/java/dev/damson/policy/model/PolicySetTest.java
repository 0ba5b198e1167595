package dev.damson.policy.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PolicySetTest {
    private static SegmentationPolicy policy(String name, String scope, String tier, int order) {
        Rule rule = Rule.of("r", Action.ALLOW, List.of(Peer.any()), List.of(Peer.any()), List.of(Service.any()))
                .withExpiry(Optional.of(new Expiry.After(Duration.ofHours(1))));
        return new SegmentationPolicy(
                Metadata.of(name, scope), tier, order, Mode.ENFORCE, false, List.of(), List.of(rule));
    }

    private static Group group(String name, String scope, String member) {
        return new Group(Metadata.of(name, scope), Optional.empty(), List.of(member), List.of(), StateSpec.INHERITED);
    }

    private static final List<PolicyObject> OBJECTS = List.of(
            new Tier(Metadata.of("late", "shop"), 900),
            new Tier(Metadata.of("early", "shop"), 100),
            policy("b", "shop", "early", 1),
            policy("a", "shop", "early", 1),
            policy("z", "shop", "early", 0),
            policy("floor", "*", "platform", 1),
            policy("floor", "acme/shop", "platform", 1),
            policy("floor", "globex/shop", "platform", 1),
            policy("other", "other", "early", 1),
            group("g", "shop", "own"),
            group("g", "*", "everywhere"),
            group("h", "*", "everywhere"),
            group("g", "acme/shop", "here"));

    @Test
    void holdsWhatCountsInTheDomain() {
        PolicySet set = PolicySet.of("acme", "shop", OBJECTS);

        assertThat(set.policies())
                .extracting(PolicyObject::scope)
                .containsExactly("*", "acme/shop", "shop", "shop", "shop");
        assertThat(set.domain()).isEqualTo(Domain.created("shop"));
    }

    @Test
    void ordersTiersAndPolicies() {
        PolicySet set = PolicySet.of("acme", "shop", OBJECTS);

        assertThat(set.tierNames()).containsExactly("platform", "early", "late", "baseline");
        assertThat(set.policies("early")).extracting(PolicyObject::name).containsExactly("z", "a", "b");
        assertThat(set.policies("platform")).extracting(PolicyObject::scope).containsExactly("*", "acme/shop");
    }

    @Test
    void doesNotDependOnTheOrderGiven() {
        var reversed = new ArrayList<>(OBJECTS);
        Collections.reverse(reversed);

        assertThat(PolicySet.of("acme", "shop", reversed)).isEqualTo(PolicySet.of("acme", "shop", OBJECTS));
        assertThat(PolicySet.of("acme", "shop", reversed).objects())
                .isEqualTo(PolicySet.of("acme", "shop", OBJECTS).objects());
    }

    @Test
    void namesMeanWhatTheirScopeSees() {
        PolicySet set = PolicySet.of("acme", "shop", OBJECTS);

        assertThat(set.group("shop", "g")).map(Group::members).contains(List.of("own"));
        assertThat(set.group("*", "g")).map(Group::members).contains(List.of("everywhere"));
        assertThat(set.group("acme/shop", "g")).map(Group::members).contains(List.of("here"));
        assertThat(set.group("acme/shop", "h")).map(Group::members).contains(List.of("everywhere"));
        assertThat(set.group("shop", "h")).isEmpty();
    }

    @Test
    void durationsBecomeTimesAtTheCommit() {
        PolicySet set = PolicySet.of("acme", "shop", OBJECTS).resolveExpiry(Instant.parse("2026-11-20T12:00:00Z"));

        assertThat(set.policies())
                .flatExtracting(SegmentationPolicy::rules)
                .extracting(rule -> rule.expiry().orElseThrow())
                .containsOnly(new Expiry.At(Instant.parse("2026-11-20T13:00:00Z")));
    }

    @Test
    void refusesTheSameKeyTwice() {
        assertThatThrownBy(() -> PolicySet.of("acme", "shop", List.of(OBJECTS.getFirst(), OBJECTS.getFirst())))
                .hasMessage("Tier shop/late is given twice");
    }
}
