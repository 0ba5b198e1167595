package dev.damson.policy.imports.kubernetes;

import dev.damson.policy.model.Cidr;
import dev.damson.policy.model.CidrBlock;
import dev.damson.policy.model.IpAddress;
import dev.damson.policy.source.Located;
import java.util.ArrayList;
import java.util.Optional;

/** Blocks of addresses. Kubernetes takes one whose base has bits beyond its prefix, and means the block around it. */
final class Blocks {
    private Blocks() {}

    static Optional<CidrBlock> block(Located located) {
        return located.fields().flatMap(fields -> {
            var cidr = fields.required("cidr").flatMap(Blocks::cidr);
            var except = new ArrayList<Cidr>();
            fields.optional("except")
                    .filter(value -> !value.isNull())
                    .ifPresent(list -> list.itemsOrNone()
                            .forEach(item -> cidr(item).ifPresent(hole -> {
                                if (cidr.isPresent() && !isWithin(hole, cidr.get())) {
                                    item.error(
                                            hole.toString(),
                                            "except \"" + hole + "\" is not within \"" + cidr.get() + "\"",
                                            "");
                                } else {
                                    except.add(hole);
                                }
                            })));
            fields.end();
            return cidr.map(block -> new CidrBlock(block, except));
        });
    }

    static Optional<Cidr> cidr(Located located) {
        return located.text().flatMap(text -> {
            int slash = text.indexOf('/');
            var address = IpAddress.find(slash < 0 ? text : text.substring(0, slash));
            var digits = slash < 0 ? "" : text.substring(slash + 1);
            boolean number =
                    !digits.isEmpty() && digits.length() <= 3 && digits.chars().allMatch(Character::isDigit);
            if (address.isEmpty()
                    || !number
                    || Integer.parseInt(digits) > address.get().family().bits()) {
                located.error(text, "\"" + text + "\" is not a CIDR", "write it as 10.1.0.0/24");
                return Optional.empty();
            }
            return Optional.of(Cidr.around(address.get(), Integer.parseInt(digits)));
        });
    }

    private static boolean isWithin(Cidr inner, Cidr outer) {
        return inner.family() == outer.family()
                && inner.prefix() >= outer.prefix()
                && Cidr.around(inner.base(), outer.prefix()).equals(outer);
    }
}
