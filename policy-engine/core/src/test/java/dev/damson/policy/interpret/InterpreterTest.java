package dev.damson.policy.interpret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.damson.policy.model.DomainSnapshot;
import dev.damson.policy.model.IpAddress;
import dev.damson.policy.model.Transport;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The page on semantics, a sentence a case.
 *
 * <table>
 * <caption>Properties</caption>
 * <tr><td>ends</td><td>each end that is a workload judges; a packet passes only if every one lets it</td></tr>
 * <tr><td>order</td><td>tiers by order, policies by order then name, rules as written; the first match decides</td></tr>
 * <tr><td>pass</td><td>leaves the tier, isolation included; from baseline it meets the default</td></tr>
 * <tr><td>isolates</td><td>denies at the tier's end, for its subjects and direction alone</td></tr>
 * <tr><td>observe</td><td>spares what the platform does not drop; own state before groups' before the domain's</td></tr>
 * <tr><td>monitor</td><td>counts in the pending verdict only</td></tr>
 * <tr><td>peers</td><td>CIDRs match workloads too, external matches none</td></tr>
 * <tr><td>services</td><td>named ports are the destination's; ICMP belongs to one family</td></tr>
 * </table>
 */
class InterpreterTest {
    record Case(String sentence, String policies, String flow, String expected) {
        @Override
        public String toString() {
            return sentence;
        }
    }

    private static Case of(String sentence, String policies, String flow, String expected) {
        return new Case(sentence, policies, flow, expected);
    }

    private static final String ALLOW_ALL = "policy open baseline 9\n all allow any any any\n";

    static Stream<Case> ends() {
        return Stream.of(
                of(
                        "nothing matches: the domain's default decides",
                        "",
                        "web-1 > db-1 TCP:5432",
                        "source DENIED default, destination DENIED default"),
                of(
                        "a default of allow allows",
                        "{apiVersion: damson.dev/v1, kind: Domain, metadata: {name: shop}, spec: {default: allow}}",
                        "web-1 > db-1 TCP:5432",
                        "source ALLOWED default, destination ALLOWED default"),
                of(
                        "one statement counts leaving A and entering B",
                        "policy p early 1\n r allow web db TCP:5432",
                        "web-1 > db-1 TCP:5432",
                        "source ALLOWED p/r, destination ALLOWED p/r"),
                of(
                        "at source counts only there",
                        "policy p early 1\n r allow web db any at=source",
                        "web-1 > db-1 TCP:5432",
                        "source ALLOWED p/r, destination DENIED default"),
                of(
                        "at destination counts only there",
                        "policy p early 1\n r allow web db any at=destination",
                        "web-1 > db-1 TCP:5432",
                        "source DENIED default, destination ALLOWED p/r"),
                of(
                        "what comes from outside has one end here",
                        "policy p early 1\n r allow external web TCP:80",
                        "192.0.2.1 > web-1 TCP:80",
                        "destination ALLOWED p/r"),
                of(
                        "what goes outside has one end here",
                        "policy p early 1\n r allow web external TCP:443",
                        "web-1 > 192.0.2.1 TCP:443",
                        "source ALLOWED p/r"),
                of(
                        "the reverse direction is not allowed by it",
                        "policy p early 1\n r allow web db any",
                        "db-1 > web-1 TCP:5432",
                        "source DENIED default, destination DENIED default"),
                of(
                        "IPv6 is judged like IPv4",
                        "policy p early 1\n r allow web db TCP:5432",
                        "6:web-1 > 6:db-1 TCP:5432",
                        "source ALLOWED p/r, destination ALLOWED p/r"),
                of(
                        "a link-local address formed from the MAC is its workload's",
                        "policy p early 1\n r allow web @db-1 any",
                        "fe80::ff:fe00:111 > fe80::ff:fe00:131 TCP:5432",
                        "source ALLOWED p/r, destination ALLOWED p/r"));
    }

    static Stream<Case> order() {
        return Stream.of(
                of(
                        "the tier with the lower order comes first",
                        "policy z early 9\n r deny any any any\n policy a late 1\n r allow any any any",
                        "web-1 > db-1 TCP:1",
                        "source DENIED z/r, destination DENIED z/r"),
                of(
                        "in a tier the policy with the lower order comes first",
                        "policy a early 2\n r deny any any any\n policy b early 1\n r allow any any any",
                        "web-1 > db-1 TCP:1",
                        "source ALLOWED b/r, destination ALLOWED b/r"),
                of(
                        "equal orders go by name",
                        "policy b early 1\n r deny any any any\n policy a early 1\n r allow any any any",
                        "web-1 > db-1 TCP:1",
                        "source ALLOWED a/r, destination ALLOWED a/r"),
                of(
                        "in a policy the first rule that matches decides",
                        "policy p early 1\n one deny any db any\n two allow any any any",
                        "web-1 > db-1 TCP:1",
                        "source DENIED p/one, destination DENIED p/one"),
                of(
                        "reject drops visibly",
                        "policy p early 1\n r reject any any any",
                        "web-1 > db-1 TCP:1",
                        "source REJECTED p/r, destination REJECTED p/r"),
                of(
                        "a tier without a match falls through",
                        "policy p early 1\n r deny any app any\n policy q late 1\n r allow any any any",
                        "web-1 > db-1 TCP:1",
                        "source ALLOWED q/r, destination ALLOWED q/r"),
                of(
                        "pass goes to the next tier and skips the rest of its own",
                        "policy p early 1\n r pass any any any\n policy p2 early 2\n r deny any any any\n" + ALLOW_ALL,
                        "web-1 > db-1 TCP:1",
                        "source ALLOWED open/all, destination ALLOWED open/all"),
                of(
                        "pass in baseline means the domain's default",
                        "policy p baseline 1\n r pass any any any\n" + ALLOW_ALL,
                        "web-1 > db-1 TCP:1",
                        "source DENIED default, destination DENIED default"),
                of(
                        "platform comes before every tier",
                        "policy p early 1\n r allow any any any\n policy floor platform 999\n r deny any any TCP:23",
                        "web-1 > db-1 TCP:23",
                        "source DENIED floor/r, destination DENIED floor/r"),
                of(
                        "platform may pass on",
                        "policy p early 1\n r allow any any any\n policy floor platform 1\n r pass any any any",
                        "web-1 > db-1 TCP:23",
                        "source ALLOWED p/r, destination ALLOWED p/r"),
                of(
                        "baseline comes after every tier",
                        "policy a baseline 1\n r deny any any any\n policy z late 9\n r allow any any any",
                        "web-1 > db-1 TCP:1",
                        "source ALLOWED z/r, destination ALLOWED z/r"));
    }

    static Stream<Case> isolates() {
        return Stream.of(
                of(
                        "what the tier has not allowed by its end is denied",
                        "policy p early 1 isolates=web\n r allow app web TCP:80\n" + ALLOW_ALL,
                        "db-1 > web-1 TCP:80",
                        "source ALLOWED open/all, destination DENIED p/isolates"),
                of(
                        "what the tier allowed is not",
                        "policy p early 1 isolates=web\n r allow app web TCP:80\n" + ALLOW_ALL,
                        "app-1 > web-1 TCP:80",
                        "source ALLOWED p/r, destination ALLOWED p/r"),
                of(
                        "another policy of the tier may allow it",
                        "policy p early 1 isolates=web\n r allow app web TCP:80\n policy q early 2\n r allow db web any\n",
                        "db-1 > web-1 TCP:1",
                        "source ALLOWED q/r, destination ALLOWED q/r"),
                of(
                        "only in its direction",
                        "policy p early 1 isolates=web\n r allow app web TCP:80\n" + ALLOW_ALL,
                        "web-1 > db-1 TCP:80",
                        "source ALLOWED open/all, destination ALLOWED open/all"),
                of(
                        "egress isolates at the source",
                        "policy p early 1 isolates=web-egress\n r allow web app TCP:80\n" + ALLOW_ALL,
                        "web-1 > db-1 TCP:80",
                        "source DENIED p/isolates, destination ALLOWED open/all"),
                of(
                        "pass leaves the tier before isolation",
                        "policy p early 1 isolates=web\n r pass any web any\n" + ALLOW_ALL,
                        "db-1 > web-1 TCP:80",
                        "source ALLOWED open/all, destination ALLOWED open/all"),
                of(
                        "from outside it isolates too",
                        "policy p early 1 isolates=web\n r allow app web TCP:80\n" + ALLOW_ALL,
                        "192.0.2.1 > web-1 TCP:80",
                        "destination DENIED p/isolates"));
    }

    private static String state(String kind, String name, String spec) {
        return "{apiVersion: damson.dev/v1, kind: " + kind + ", metadata: {name: " + name
                + (kind.equals("Domain") ? "" : ", domain: shop") + "}, spec: {" + spec + "}}\n";
    }

    private static final String OBSERVED_DOMAIN =
            state("Domain", "shop", "default: deny, state: {ingress: observe, egress: observe}");

    static Stream<Case> observe() {
        return Stream.of(
                of(
                        "observe passes the default",
                        OBSERVED_DOMAIN,
                        "web-1 > db-1 TCP:1",
                        "source OBSERVED default pending DENIED default, "
                                + "destination OBSERVED default pending DENIED default"),
                of(
                        "observe passes rules and isolates",
                        OBSERVED_DOMAIN + "policy p early 1 isolates=web\n r reject db any any",
                        "app-1 > web-1 TCP:1",
                        "source OBSERVED default pending DENIED default, "
                                + "destination OBSERVED p/isolates pending DENIED p/isolates"),
                of(
                        "the platform's drops stay",
                        OBSERVED_DOMAIN + "policy floor platform 1\n r reject any any TCP:23",
                        "web-1 > db-1 TCP:23",
                        "source REJECTED floor/r, destination REJECTED floor/r"),
                of(
                        "an allowed packet is just allowed",
                        OBSERVED_DOMAIN + ALLOW_ALL,
                        "web-1 > db-1 TCP:1",
                        "source ALLOWED open/all, destination ALLOWED open/all"),
                of(
                        "a group's state stands above the domain's",
                        OBSERVED_DOMAIN + state("Group", "g", "members: [db-1], state: {ingress: enforce}"),
                        "web-1 > db-1 TCP:1",
                        "source OBSERVED default pending DENIED default, destination DENIED default"),
                of(
                        "if groups disagree, enforce wins",
                        state("Group", "g", "members: [db-1], state: {ingress: observe}")
                                + state("Group", "h", "selector: {}, state: {ingress: enforce}"),
                        "web-1 > db-1 TCP:1",
                        "source DENIED default, destination DENIED default"),
                of(
                        "a group's CIDR carries no state",
                        state("Group", "g", "cidrs: [{cidr: 10.1.0.31/32}], state: {ingress: observe}"),
                        "web-1 > db-1 TCP:1",
                        "source DENIED default, destination DENIED default"),
                of(
                        "the workload's own state wins, and each end applies its own",
                        state("Group", "g", "members: [db-1], state: {ingress: enforce}")
                                + state(
                                        "Workload",
                                        "db-1",
                                        "type: vm, ports: [{name: eth0, addresses: [10.1.0.31]}], state: {ingress: observe}"),
                        "web-1 > db-1 TCP:1",
                        "source DENIED default, destination OBSERVED default pending DENIED default"),
                of(
                        "monitored policies count only in the pending verdict",
                        "policy m early 1 mode=monitor\n r deny any any any\n" + ALLOW_ALL,
                        "web-1 > db-1 TCP:1",
                        "source ALLOWED open/all pending DENIED m/r, destination ALLOWED open/all pending DENIED m/r"),
                of(
                        "a monitored allow will open",
                        "policy m early 1 mode=monitor\n r allow any any any\n",
                        "web-1 > db-1 TCP:1",
                        "source DENIED default pending ALLOWED m/r, destination DENIED default pending ALLOWED m/r"),
                of(
                        "a monitored policy does not isolate yet",
                        "policy m early 1 mode=monitor isolates=web\n r allow app web any\n" + ALLOW_ALL,
                        "db-1 > web-1 TCP:1",
                        "source ALLOWED open/all, destination ALLOWED open/all pending DENIED m/isolates"),
                of(
                        "observe and monitor together",
                        OBSERVED_DOMAIN + "policy m early 1 mode=monitor\n r allow any any any\n",
                        "web-1 > db-1 TCP:1",
                        "source OBSERVED default pending ALLOWED m/r, "
                                + "destination OBSERVED default pending ALLOWED m/r"));
    }

    static Stream<Case> peers() {
        return Stream.of(
                of(
                        "a CIDR also matches the workloads that it covers",
                        "policy p early 1\n r allow 10.1.0.0/16 10.1.0.31/32 any",
                        "web-1 > db-1 TCP:1",
                        "source ALLOWED p/r, destination ALLOWED p/r"),
                of(
                        "an exception is not in its CIDR",
                        "policy p early 1\n r allow clients web any",
                        "203.0.113.200 > web-1 TCP:1",
                        "destination DENIED default"),
                of(
                        "a group is its members and CIDRs together",
                        "policy p early 1\n r allow clients web any",
                        "203.0.113.100 > web-1 TCP:1",
                        "destination ALLOWED p/r"),
                of(
                        "a CIDR is of one family",
                        "policy p early 1\n r allow 0.0.0.0/0 any any",
                        "6:web-1 > 6:db-1 TCP:1",
                        "source DENIED default, destination DENIED default"),
                of(
                        "external is no workload of the domain",
                        "policy p early 1\n r allow external any any",
                        "web-1 > db-1 TCP:1",
                        "source DENIED default, destination DENIED default"),
                of(
                        "an IPv4-mapped address is not the IPv4 address",
                        "policy p early 1\n r allow 203.0.113.0/24 any any",
                        "::ffff:203.0.113.1 > 6:web-1 TCP:1",
                        "destination DENIED default"),
                of(
                        "multicast is external where it leaves and the port's workload where it enters",
                        "policy p early 1\n out allow web external UDP:53\n in allow web db UDP:53",
                        "web-1 > 239.1.1.1 UDP:53",
                        "source ALLOWED p/out"));
    }

    static Stream<Case> services() {
        return Stream.of(
                of(
                        "a named port is what the destination calls so",
                        "policy p early 1\n r allow any any TCP:postgres",
                        "web-1 > db-1 TCP:5432",
                        "source ALLOWED p/r, destination ALLOWED p/r"),
                of(
                        "another destination calls nothing so",
                        "policy p early 1\n r allow any any TCP:postgres",
                        "web-1 > app-1 TCP:5432",
                        "source DENIED default, destination DENIED default"),
                of(
                        "outside nothing is called so",
                        "policy p early 1\n r allow any any TCP:postgres",
                        "web-1 > 192.0.2.1 TCP:5432",
                        "source DENIED default"),
                of(
                        "a name is of one protocol",
                        "policy p early 1\n r allow any any UDP:postgres",
                        "web-1 > db-1 UDP:5432",
                        "source DENIED default, destination DENIED default"),
                of(
                        "a range includes its last port",
                        "policy p early 1\n r allow any any TCP:8000-8010",
                        "web-1 > db-1 TCP:8010",
                        "source ALLOWED p/r, destination ALLOWED p/r"),
                of(
                        "and not the next",
                        "policy p early 1\n r allow any any TCP:8000-8010",
                        "web-1 > db-1 TCP:8011",
                        "source DENIED default, destination DENIED default"),
                of(
                        "SCTP is not TCP",
                        "policy p early 1\n r allow any any SCTP:80",
                        "web-1 > db-1 TCP:80",
                        "source DENIED default, destination DENIED default"),
                of(
                        "ICMP type 0 is a type",
                        "policy p early 1\n r allow any any ICMP:0",
                        "web-1 > db-1 ICMP:8:0",
                        "source DENIED default, destination DENIED default"),
                of(
                        "without a code every code matches",
                        "policy p early 1\n r allow any any ICMP:3",
                        "web-1 > db-1 ICMP:3:4",
                        "source ALLOWED p/r, destination ALLOWED p/r"),
                of(
                        "with a code only that",
                        "policy p early 1\n r allow any any ICMP:3:1",
                        "web-1 > db-1 ICMP:3:4",
                        "source DENIED default, destination DENIED default"),
                of(
                        "ICMP is not ICMPv6",
                        "policy p early 1\n r allow any any ICMP",
                        "6:web-1 > 6:db-1 ICMP:128:0",
                        "source DENIED default, destination DENIED default"),
                of(
                        "ICMPv6 has its own types",
                        "policy p early 1\n r allow any any ICMPv6:128",
                        "6:web-1 > 6:db-1 ICMP:128:0",
                        "source ALLOWED p/r, destination ALLOWED p/r"),
                of(
                        "any protocol by number",
                        "policy p early 1\n r allow any any 47",
                        "web-1 > db-1 47",
                        "source ALLOWED p/r, destination ALLOWED p/r"),
                of(
                        "a number covers the protocols that have names",
                        "policy p early 1\n r allow any any 6",
                        "web-1 > db-1 TCP:80",
                        "source ALLOWED p/r, destination ALLOWED p/r"),
                of(
                        "a transport without ports is all of them, 0 too",
                        "policy p early 1\n r allow any any UDP",
                        "web-1 > db-1 UDP:0",
                        "source ALLOWED p/r, destination ALLOWED p/r"),
                of(
                        "ICMP in the wrong family is only its number",
                        "policy p early 1\n r allow any any ICMPv6\n s deny any any 58",
                        "web-1 > db-1 58",
                        "source DENIED p/s, destination DENIED p/s"));
    }

    static Stream<Case> expiry() {
        return Stream.of(
                of(
                        "before its time a rule counts",
                        "policy p early 1\n r allow any any any expires=2026-11-20T12:00:01Z",
                        "web-1 > db-1 TCP:1",
                        "source ALLOWED p/r, destination ALLOWED p/r"),
                of(
                        "at its time it has ended",
                        "policy p early 1\n r allow any any any expires=2026-11-20T12:00:00Z",
                        "web-1 > db-1 TCP:1",
                        "source DENIED default, destination DENIED default"));
    }

    @ParameterizedTest
    @MethodSource({"ends", "order", "isolates", "observe", "peers", "services", "expiry"})
    void meaning(Case given) {
        DomainSnapshot snapshot = Shop.of(given.policies());
        Flow flow = Shop.flow(snapshot, given.flow());

        FlowVerdict verdict = new Interpreter(snapshot).judge(flow);

        assertThat(text(verdict)).isEqualTo(given.expected());
    }

    private static String text(FlowVerdict verdict) {
        return verdict.ends().stream()
                .map(end -> end.end().word() + " " + text(end.enforced())
                        + (end.differs() ? " pending " + text(end.pending()) : ""))
                .collect(Collectors.joining(", "));
    }

    private static String text(Decision decision) {
        return decision.outcome() + " " + decision.by();
    }

    @Test
    void aChainIsPassedOnceThoughBothEndsAskForIt() {
        DomainSnapshot snapshot = Shop.of("policy p early 1\n r allow web app any inspect=inspected log=true");

        FlowVerdict verdict = new Interpreter(snapshot).judge(Shop.flow(snapshot, "web-1 > app-1 TCP:80"));

        assertThat(verdict.chains()).extracting(Object::toString).containsExactly("ServiceChain shop/inspected");
        assertThat(verdict.ends()).allMatch(end -> end.enforced().log());
    }

    @Test
    void theEndAtHandIsKnownByItsPort() {
        DomainSnapshot snapshot = Shop.of("policy p early 1\n r allow external db UDP:5353");
        var flow = new Flow(
                IpAddress.parse("192.0.2.1"),
                IpAddress.parse("239.1.1.1"),
                new FlowService.ToPort(Transport.UDP, 5353),
                Optional.empty(),
                Optional.of("db-1"),
                Shop.NOW);

        assertThat(text(new Interpreter(snapshot).judge(flow))).isEqualTo("destination ALLOWED p/r");
    }

    @Test
    void aVirtualAddressIsAllThatDeclareIt() {
        DomainSnapshot snapshot = Shop.of("policy p early 1\n r allow web @db-1 any\n s allow web @app-1 any\n"
                + state(
                        "Workload",
                        "db-1",
                        "type: vm, ports: [{name: e, addresses: [10.1.0.31], virtualAddresses: [10.1.0.9]}]")
                + state(
                        "Workload",
                        "app-1",
                        "type: vm, ports: [{name: e, addresses: [10.1.0.21], virtualAddresses: [10.1.0.9]}]"));
        var flow = new Flow(
                IpAddress.parse("10.1.0.11"),
                IpAddress.parse("10.1.0.9"),
                new FlowService.ToPort(Transport.TCP, 80),
                Optional.of("web-1"),
                Optional.of("app-1"),
                Shop.NOW);

        assertThat(text(new Interpreter(snapshot).judge(flow)))
                .isEqualTo("source ALLOWED p/r, destination ALLOWED p/s");
    }

    @Test
    void aPacketWithNoEndHereIsRefused() {
        DomainSnapshot snapshot = Shop.of("");

        assertThatThrownBy(() -> Shop.flow(snapshot, "192.0.2.1 > 192.0.2.2 TCP:80"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("neither 192.0.2.1 nor 192.0.2.2 is a workload");
    }

    @Test
    void theExplanationNamesEveryTier() {
        DomainSnapshot snapshot = Shop.of("policy p early 1 isolates=web\n r pass app web any\n" + ALLOW_ALL);
        Flow flow = Shop.flow(snapshot, "db-1 > web-1 TCP:80");

        assertThat(Explanation.lines(flow, new Interpreter(snapshot).judge(flow)))
                .containsExactly(
                        "db-1 (10.1.0.31) to web-1 (10.1.0.11), TCP 80: denied by p/isolates at the destination",
                        "  leaving db-1 (enforce): allowed by open/all",
                        "    tier platform: nothing matches",
                        "    tier early: nothing matches",
                        "    tier late: nothing matches",
                        "    tier baseline: open/all says allow",
                        "  entering web-1 (enforce): denied by p/isolates",
                        "    tier platform: nothing matches",
                        "    tier early: no rule allows it, p isolates the workload");
    }
}
