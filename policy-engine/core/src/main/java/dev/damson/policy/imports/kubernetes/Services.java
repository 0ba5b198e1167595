package dev.damson.policy.imports.kubernetes;

import dev.damson.policy.imports.Draft;
import dev.damson.policy.model.PortSpec;
import dev.damson.policy.model.Service;
import dev.damson.policy.model.Service.PortService;
import dev.damson.policy.model.Transport;
import dev.damson.policy.model.Word;
import dev.damson.policy.source.Fields;
import dev.damson.policy.source.Located;
import dev.damson.policy.source.Names;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** The ports of rules. A port that is wrong is a problem and left out. */
final class Services {
    static final int LAST_PORT = 65_535;

    private Services() {}

    static Optional<Transport> transport(Located located) {
        return located.text().flatMap(text -> {
            var found = Word.find(Transport.class, text);
            if (found.isEmpty()) {
                located.error(text, "protocol \"" + text + "\" is not one of TCP, UDP, SCTP", "one of TCP, UDP, SCTP");
            }
            return found;
        });
    }

    /** A NetworkPolicy's port: a protocol, TCP unless given, with a number, a range, a name, or all its ports. */
    static List<Service> ofNetworkPolicy(Located located) {
        return located.fields()
                .map(fields -> {
                    var protocol = transport(fields);
                    var port = given(fields, "port");
                    var end = given(fields, "endPort");
                    fields.end();
                    if (port.isEmpty()) {
                        end.ifPresent(value -> value.error(
                                value.scalar().orElse(""), "endPort stands without port", "write port too"));
                        return protocol.map(transport -> List.<Service>of(new PortService(transport, PortSpec.ALL)));
                    }
                    var spec = port.get().isNumber() ? range(port.get(), end) : name(port.get(), end);
                    return protocol.flatMap(
                            transport -> spec.map(ports -> List.<Service>of(new PortService(transport, ports))));
                })
                .flatMap(services -> services)
                .orElse(List.of());
    }

    private static Optional<Transport> transport(Fields fields) {
        return given(fields, "protocol").map(Services::transport).orElse(Optional.of(Transport.TCP));
    }

    private static Optional<Located> given(Fields fields, String name) {
        return fields.optional(name).filter(value -> !value.isNull());
    }

    private static Optional<PortSpec> range(Located port, Optional<Located> end) {
        OptionalInt first = port.number(1, LAST_PORT);
        if (first.isEmpty()) {
            return Optional.empty();
        }
        OptionalInt last = end.isEmpty() ? first : end.get().number(1, LAST_PORT);
        if (last.isEmpty()) {
            return Optional.empty();
        }
        if (last.getAsInt() < first.getAsInt()) {
            end.orElse(port)
                    .error(
                            Integer.toString(last.getAsInt()),
                            "the range ends at " + last.getAsInt() + " before it begins at " + first.getAsInt(),
                            "");
            return Optional.empty();
        }
        return Optional.of(new PortSpec.PortRange(first.getAsInt(), last.getAsInt()));
    }

    private static Optional<PortSpec> name(Located port, Optional<Located> end) {
        if (end.isPresent()) {
            end.get().error(end.get().scalar().orElse(""), "endPort stands beside a port with a name", "remove it");
            return Optional.empty();
        }
        return portName(port);
    }

    private static Optional<PortSpec> portName(Located port) {
        return port.text().flatMap(text -> {
            if (!Names.isPortName(text)) {
                port.error(
                        text,
                        "port \"" + text + "\" is no name of a port",
                        text.chars().allMatch(Character::isDigit) && !text.isEmpty() ? "write it without quotes" : "");
                return Optional.empty();
            }
            return Optional.of(new PortSpec.PortName(text));
        });
    }

    /** A port of an AdminNetworkPolicy: one of portNumber, portRange, namedPort. */
    static List<Service> ofAdminPolicy(Located located, Draft draft) {
        return located.fields()
                .map(fields -> {
                    var number = given(fields, "portNumber");
                    var range = given(fields, "portRange");
                    var name = given(fields, "namedPort");
                    fields.end();
                    if (Stream.of(number, range, name)
                                    .filter(Optional::isPresent)
                                    .count()
                            != 1) {
                        located.error("", "a port has not exactly one of portNumber, portRange, namedPort", "");
                        return List.<Service>of();
                    }
                    return number.map(Services::portNumber)
                            .or(() -> range.map(value -> portRange(value, draft)))
                            .or(() -> name.map(Services::anyTransport))
                            .orElse(List.of());
                })
                .orElse(List.of());
    }

    private static List<Service> portNumber(Located located) {
        return located.fields()
                .flatMap(fields -> {
                    var transport = transport(fields);
                    var port = fields.required("port").flatMap(value -> range(value, Optional.empty()));
                    fields.end();
                    return transport.flatMap(
                            protocol -> port.map(spec -> List.<Service>of(new PortService(protocol, spec))));
                })
                .orElse(List.of());
    }

    /** A range; one that ends before it begins is taken by the API, and matches nothing. */
    private static List<Service> portRange(Located located, Draft draft) {
        return located.fields()
                .flatMap(fields -> {
                    var transport = transport(fields);
                    var start = fields.required("start").map(value -> value.number(1, LAST_PORT));
                    var end = fields.required("end").map(value -> value.number(1, LAST_PORT));
                    fields.end();
                    int first = start.orElse(OptionalInt.empty()).orElse(0);
                    int last = end.orElse(OptionalInt.empty()).orElse(0);
                    if (transport.isEmpty() || first == 0 || last == 0) {
                        return Optional.<List<Service>>empty();
                    }
                    if (last < first) {
                        draft.warn(
                                located,
                                "the range ends at " + last + " before it begins at " + first + ": it matches nothing",
                                "");
                        return Optional.<List<Service>>empty();
                    }
                    return Optional.of(
                            List.<Service>of(new PortService(transport.get(), new PortSpec.PortRange(first, last))));
                })
                .orElse(List.of());
    }

    /** A name alone says nothing of the protocol: the pod does. */
    private static List<Service> anyTransport(Located name) {
        return portName(name).stream()
                .flatMap(spec ->
                        Stream.of(Transport.values()).<Service>map(transport -> new PortService(transport, spec)))
                .toList();
    }

    /** A protocol of a ClusterNetworkPolicy: one of tcp, udp, sctp, destinationNamedPort. */
    static List<Service> ofClusterPolicy(Located located, Draft draft) {
        var given = located.entries();
        if (given.size() != 1) {
            located.error("", "a protocol has not exactly one of tcp, udp, sctp, destinationNamedPort", "");
            return List.of();
        }
        var key = given.keySet().iterator().next();
        var value = given.values().iterator().next();
        return switch (key) {
            case "tcp" -> destination(Transport.TCP, value);
            case "udp" -> destination(Transport.UDP, value);
            case "sctp" -> destination(Transport.SCTP, value);
            case "destinationNamedPort" -> anyTransport(value);
            default -> {
                draft.leaveOut(value, "\"" + key + "\" is not known as a protocol's match", "");
                yield List.of();
            }
        };
    }

    private static List<Service> destination(Transport transport, Located located) {
        if (located.isNull()) {
            return List.of(new PortService(transport, PortSpec.ALL));
        }
        return located.fields()
                .map(fields -> {
                    var port = given(fields, "destinationPort");
                    fields.end();
                    return port.map(Services::numberOrRange)
                            .orElse(Optional.of(PortSpec.ALL))
                            .map(spec -> List.<Service>of(new PortService(transport, spec)))
                            .orElse(List.of());
                })
                .orElse(List.of());
    }

    private static Optional<PortSpec> numberOrRange(Located located) {
        return located.fields().flatMap(fields -> {
            var number = given(fields, "number");
            var range = given(fields, "range");
            fields.end();
            if (number.isPresent() == range.isPresent()) {
                located.error("", "a destinationPort has not exactly one of number and range", "");
                return Optional.empty();
            }
            return number.flatMap(value -> range(value, Optional.empty()))
                    .or(() -> range.flatMap(Located::fields).flatMap(bounds -> {
                        var start = bounds.required("start");
                        var end = bounds.required("end");
                        bounds.end();
                        return start.flatMap(first -> range(first, end));
                    }));
        });
    }
}
