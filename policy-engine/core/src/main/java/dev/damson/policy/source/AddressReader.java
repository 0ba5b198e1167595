package dev.damson.policy.source;

import dev.damson.policy.model.Cidr;
import dev.damson.policy.model.CidrBlock;
import dev.damson.policy.model.IpAddress;
import java.util.List;
import java.util.Optional;

/** Addresses and prefixes. */
final class AddressReader {
    private AddressReader() {}

    static Optional<IpAddress> address(Located located) {
        Optional<IpAddress> address = located.found(IpAddress::find, "an IPv4 or IPv6 address");
        address.ifPresent(value -> warnIfMapped(located, value));
        return address;
    }

    static Optional<Cidr> cidr(Located located) {
        Optional<Cidr> cidr = located.parsed(Cidr::parse);
        cidr.filter(value -> value.prefix() >= 96).ifPresent(value -> warnIfMapped(located, value.base()));
        return cidr;
    }

    /** The keys {@code cidr} and {@code except} of a mapping that may have others. */
    static Optional<CidrBlock> block(Fields fields) {
        Optional<Cidr> cidr = fields.required("cidr").flatMap(AddressReader::cidr);
        List<Cidr> except =
                fields.optionalList("except", item -> cidr(item).filter(inner -> isInside(item, inner, cidr)));
        return cidr.map(outer -> new CidrBlock(outer, except));
    }

    static Optional<CidrBlock> block(Located located) {
        return located.fields().flatMap(fields -> {
            Optional<CidrBlock> block = block(fields);
            fields.end();
            return block;
        });
    }

    private static boolean isInside(Located located, Cidr inner, Optional<Cidr> outer) {
        boolean inside = outer.isEmpty()
                || inner.family() == outer.get().family()
                        && inner.first().compareTo(outer.get().first()) >= 0
                        && inner.last().compareTo(outer.get().last()) <= 0;
        if (!inside) {
            located.error(
                    inner.toString(),
                    "except " + Quoted.of(inner.toString()) + " is not inside "
                            + Quoted.of(outer.get().toString()),
                    "");
        }
        return inside;
    }

    private static void warnIfMapped(Located located, IpAddress address) {
        address.embeddedIpv4()
                .ifPresent(inner -> located.warning(
                        address.toString(),
                        located.field() + " " + Quoted.of(address.toString())
                                + " is IPv4-mapped: it stands for IPv6 packets that carry it, not for IPv4",
                        "write " + inner + " for IPv4"));
    }
}
