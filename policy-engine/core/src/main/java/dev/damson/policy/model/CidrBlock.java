package dev.damson.policy.model;

import java.util.List;
import java.util.stream.Stream;

/** A CIDR with the parts of it that are left out. */
public record CidrBlock(Cidr cidr, List<Cidr> except) {
    public CidrBlock {
        except = except.stream().distinct().sorted().toList();
    }

    public static CidrBlock of(String cidr, String... except) {
        return new CidrBlock(
                Cidr.parse(cidr), Stream.of(except).map(Cidr::parse).toList());
    }

    @Override
    public String toString() {
        return except.isEmpty() ? cidr.toString() : cidr + " except " + except;
    }
}
