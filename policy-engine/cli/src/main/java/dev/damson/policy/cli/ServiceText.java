package dev.damson.policy.cli;

import dev.damson.policy.model.IpFamily;
import dev.damson.policy.model.PortSpec;
import dev.damson.policy.model.PortSpec.PortName;
import dev.damson.policy.model.Service;
import dev.damson.policy.model.Transport;
import dev.damson.policy.model.Word;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** A service on the command line, {@code TCP/80}. */
final class ServiceText {
    private static final int MOST_PORT = 65_535;
    private static final int MOST_OCTET = 255;

    private ServiceText() {}

    static Optional<Service> parse(String text) {
        String[] parts = text.split("/", -1);
        String protocol = parts[0].toUpperCase(Locale.ROOT);
        return switch (protocol) {
            case "ICMP" -> icmp(parts, IpFamily.IPV4);
            case "ICMPV6" -> icmp(parts, IpFamily.IPV6);
            default ->
                Word.find(Transport.class, protocol)
                        .map(transport -> port(parts, transport))
                        .orElseGet(() -> number(parts));
        };
    }

    private static Optional<Service> port(String[] parts, Transport transport) {
        if (parts.length != 2 || parts[1].isEmpty()) {
            return Optional.empty();
        }
        OptionalInt number = octets(parts[1], MOST_PORT);
        boolean digits = parts[1].chars().allMatch(Character::isDigit);
        if (digits) {
            return number.isPresent()
                    ? Optional.of(new Service.PortService(transport, PortSpec.number(number.getAsInt())))
                    : Optional.empty();
        }
        return Optional.of(new Service.PortService(transport, new PortName(parts[1])));
    }

    private static Optional<Service> icmp(String[] parts, IpFamily family) {
        OptionalInt type = parts.length > 1 ? octets(parts[1], MOST_OCTET) : OptionalInt.empty();
        OptionalInt code = parts.length > 2 ? octets(parts[2], MOST_OCTET) : OptionalInt.empty();
        boolean right = parts.length <= 3 && type.isPresent() && (parts.length < 3 || code.isPresent());
        return right ? Optional.of(new Service.IcmpService(family, type, code)) : Optional.empty();
    }

    private static Optional<Service> number(String[] parts) {
        OptionalInt number = octets(parts[0], MOST_OCTET);
        return parts.length == 1 && number.isPresent()
                ? Optional.of(new Service.ProtocolService(number.getAsInt()))
                : Optional.empty();
    }

    private static OptionalInt octets(String text, int most) {
        boolean digits = !text.isEmpty() && text.length() <= 5 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        int value = digits ? Integer.parseInt(text) : most + 1;
        return value <= most ? OptionalInt.of(value) : OptionalInt.empty();
    }
}
