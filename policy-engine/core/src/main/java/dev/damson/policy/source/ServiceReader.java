package dev.damson.policy.source;

import dev.damson.policy.model.IpFamily;
import dev.damson.policy.model.PortSpec;
import dev.damson.policy.model.PortSpec.PortName;
import dev.damson.policy.model.PortSpec.PortRange;
import dev.damson.policy.model.Service;
import dev.damson.policy.model.Transport;
import dev.damson.policy.model.Word;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Services: a protocol, with ports or ICMP type and code. */
final class ServiceReader {
    private static final List<String> PROTOCOLS = List.of("TCP", "UDP", "SCTP", "ICMP", "ICMPv6", "any");
    private static final Pattern RANGE = Pattern.compile("([0-9]{1,9})\\s*-\\s*([0-9]{1,9})");
    private static final int MOST_OCTET = 255;

    private ServiceReader() {}

    static Optional<Service> service(Located located) {
        return located.fields().flatMap(fields -> {
            Optional<Located> protocol = fields.optional("protocol");
            Optional<Service> service = Optional.empty();
            if (protocol.isPresent()) {
                service = isNumber(protocol.get()) ? byNumber(fields, protocol.get()) : byName(fields, protocol.get());
            } else {
                withoutProtocol(fields);
            }
            List.of("port", "type", "code").forEach(fields::optional);
            fields.end();
            return service;
        });
    }

    private static void withoutProtocol(Fields fields) {
        if (fields.has("port")) {
            Located port = fields.optional("port").orElseThrow();
            port.error(
                    port.node() instanceof YamlNode.Scalar scalar ? scalar.text() : "",
                    "port stands without protocol",
                    "write protocol: TCP, UDP or SCTP beside it");
        } else {
            fields.located()
                    .error("", "protocol is missing", "write one of " + String.join(", ", PROTOCOLS) + " or a number");
        }
    }

    private static boolean isNumber(Located located) {
        return located.node() instanceof YamlNode.Scalar scalar && ScalarType.of(scalar) == ScalarType.INTEGER;
    }

    private static Optional<Service> byNumber(Fields fields, Located protocol) {
        refuse(fields, "a protocol number", "port", "type", "code");
        OptionalInt number = protocol.number(0, MOST_OCTET);
        return number.isPresent() ? Optional.of(new Service.ProtocolService(number.getAsInt())) : Optional.empty();
    }

    private static Optional<Service> byName(Fields fields, Located protocol) {
        Optional<String> name = protocol.text();
        if (name.isEmpty()) {
            return Optional.empty();
        }
        Optional<Transport> transport = Word.find(Transport.class, name.get());
        if (transport.isPresent()) {
            refuse(fields, name.get(), "type", "code");
            Optional<Located> port = fields.optional("port");
            Optional<PortSpec> ports = port.isEmpty() ? Optional.of(PortSpec.ALL) : ports(port.get());
            return ports.map(spec -> new Service.PortService(transport.get(), spec));
        }
        return switch (name.get()) {
            case "ICMP" -> icmp(fields, IpFamily.IPV4, "ICMP");
            case "ICMPv6" -> icmp(fields, IpFamily.IPV6, "ICMPv6");
            case "any" -> {
                refuse(fields, "any", "port", "type", "code");
                yield Optional.of(new Service.AnyService());
            }
            default -> {
                var oneOf = "one of " + String.join(", ", PROTOCOLS) + " or a number";
                protocol.error(
                        name.get(),
                        "protocol " + Quoted.of(name.get()) + " is not " + oneOf,
                        Suggestion.text(name.get().toUpperCase(Locale.ROOT), PROTOCOLS, oneOf));
                yield Optional.empty();
            }
        };
    }

    private static Optional<Service> icmp(Fields fields, IpFamily family, String name) {
        refuse(fields, name, "port");
        OptionalInt type = octet(fields, "type");
        OptionalInt code = octet(fields, "code");
        if (code.isPresent() && !fields.has("type")) {
            fields.optional("code")
                    .orElseThrow()
                    .error(Integer.toString(code.getAsInt()), "code stands without type", "write the type beside it");
        }
        boolean broken = fields.has("type") && type.isEmpty() || code.isPresent() && type.isEmpty();
        return broken ? Optional.empty() : Optional.of(new Service.IcmpService(family, type, code));
    }

    private static OptionalInt octet(Fields fields, String name) {
        return fields.optional(name).map(value -> value.number(0, MOST_OCTET)).orElse(OptionalInt.empty());
    }

    private static void refuse(Fields fields, String protocol, String... names) {
        for (String name : names) {
            fields.optional(name)
                    .ifPresent(value -> value.error(
                            value.node() instanceof YamlNode.Scalar scalar ? scalar.text() : "",
                            name + " does not go with protocol " + Quoted.of(protocol),
                            "remove it"));
        }
    }

    static Optional<PortSpec> ports(Located located) {
        if (isNumber(located)) {
            OptionalInt port = located.number(1, PortRange.LAST);
            return port.isPresent() ? Optional.of(PortSpec.number(port.getAsInt())) : Optional.empty();
        }
        return located.text().flatMap(text -> {
            Matcher range = RANGE.matcher(text);
            if (range.matches()) {
                return range(located, text, Integer.parseInt(range.group(1)), Integer.parseInt(range.group(2)));
            }
            if (Names.isPortName(text)) {
                return Optional.of(new PortName(text));
            }
            boolean digits = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
            located.error(
                    text,
                    "port " + Quoted.of(text) + " is not a number, a range or a port name",
                    digits
                            ? "write it without quotes"
                            : "1 to 65535, a range such as 8000-8010, or at most 15 lower-case letters, digits and"
                                    + " dashes with a letter among them");
            return Optional.empty();
        });
    }

    private static Optional<PortSpec> range(Located located, String text, int first, int last) {
        if (first < 1 || last > PortRange.LAST) {
            located.error(text, "port range " + Quoted.of(text) + " is not between 1 and 65535", "between 1 and 65535");
            return Optional.empty();
        }
        if (first > last) {
            located.error(text, "port range " + Quoted.of(text) + " runs backwards", "write " + last + "-" + first);
            return Optional.empty();
        }
        return Optional.of(new PortRange(first, last));
    }
}
