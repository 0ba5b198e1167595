package dev.damson.policy.source;

import dev.damson.policy.model.Expectation;
import dev.damson.policy.model.IpFamily;
import dev.damson.policy.model.Metadata;
import dev.damson.policy.model.PolicyTest;
import dev.damson.policy.model.PolicyTest.AddressParty;
import dev.damson.policy.model.PolicyTest.Connection;
import dev.damson.policy.model.PolicyTest.Party;
import dev.damson.policy.model.PolicyTest.WorkloadParty;
import dev.damson.policy.model.PortSpec.PortRange;
import dev.damson.policy.model.Service;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Policy tests. */
final class TestReader {
    private static final Pattern DECIDER = Pattern.compile("default|[a-z0-9][-a-z0-9.]*/[a-z0-9][-a-z0-9.]*");

    /** TCP, UDP, SCTP, ICMP, ICMPv6: which packet is meant is said by a port or a type. */
    private static final Set<Integer> HAVE_PARTS = Set.of(6, 17, 132, 1, 58);

    private TestReader() {}

    static PolicyTest test(Metadata metadata, Fields spec) {
        return new PolicyTest(metadata, spec.list("connections", TestReader::connection));
    }

    private static Optional<Connection> connection(Located located) {
        return located.fields().flatMap(fields -> {
            Optional<Party> from = fields.required("from").flatMap(TestReader::party);
            Optional<Party> to = fields.required("to").flatMap(TestReader::party);
            Optional<Service> service = fields.required("service").flatMap(TestReader::service);
            Optional<Expectation> expect = fields.required("expect").flatMap(value -> value.word(Expectation.class));
            Optional<String> by = fields.optional("by").flatMap(TestReader::decider);
            Optional<String> through = fields.optional("through").flatMap(Located::name);
            if (expect.equals(Optional.of(Expectation.DENIED))) {
                fields.optional("through")
                        .ifPresent(value -> value.error(
                                through.orElse(""), "a denied connection goes through nothing", "remove through"));
            }
            fields.end();
            if (from.isEmpty() || to.isEmpty() || service.isEmpty() || expect.isEmpty()) {
                return Optional.empty();
            }
            warnIfNeverThere(located, from.get(), to.get(), service.get());
            return Optional.of(new Connection(from.get(), to.get(), service.get(), expect.get(), by, through));
        });
    }

    private static Optional<Party> party(Located located) {
        return located.fields().flatMap(fields -> {
            Optional<Located> workload = fields.optional("workload");
            Optional<Located> address = fields.optional("address");
            fields.end();
            if (workload.isPresent() == address.isPresent()) {
                located.error("", located.field() + " has exactly one key", "write workload or address");
                return Optional.empty();
            }
            return workload.isPresent()
                    ? workload.get().name().map(WorkloadParty::new)
                    : address.flatMap(AddressReader::address).map(AddressParty::new);
        });
    }

    private static Optional<Service> service(Located located) {
        return ServiceReader.service(located).filter(service -> {
            boolean one = switch (service) {
                case Service.PortService(var protocol, PortRange range) -> range.first() == range.last();
                case Service.PortService named -> true;
                case Service.IcmpService icmp -> icmp.type().isPresent();
                case Service.ProtocolService(int number) -> !HAVE_PARTS.contains(number);
                case Service.AnyService any -> false;
            };
            if (!one) {
                located.error(
                        service.toString(),
                        "service " + Quoted.of(service.toString()) + " is more than one",
                        "a test asks for one port, one ICMP type or one protocol number");
            }
            return one;
        });
    }

    private static Optional<String> decider(Located located) {
        return located.found(
                text -> DECIDER.matcher(text).matches() ? Optional.of(text) : Optional.empty(),
                "policy/rule, policy/isolates or default");
    }

    private static void warnIfNeverThere(Located located, Party from, Party to, Service service) {
        if (from instanceof AddressParty source && to instanceof AddressParty destination) {
            IpFamily family = source.address().family();
            if (family != destination.address().family()) {
                located.error(
                        destination.address().toString(),
                        "from and to are addresses of different families",
                        "write two of the same");
            } else if (service instanceof Service.IcmpService icmp && icmp.family() != family) {
                located.error(icmp.protocol(), icmp.protocol() + " does not run over " + family.word(), "");
            }
        }
    }
}
