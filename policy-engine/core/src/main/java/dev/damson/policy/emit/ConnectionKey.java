package dev.damson.policy.emit;

import static dev.damson.policy.ebpf.Register.R1;
import static dev.damson.policy.ebpf.Register.R2;
import static dev.damson.policy.ebpf.Register.R3;
import static dev.damson.policy.ebpf.Register.R4;
import static dev.damson.policy.ebpf.Register.R5;
import static dev.damson.policy.emit.Emission.META;

import dev.damson.policy.ebpf.Assembler;
import dev.damson.policy.ebpf.Condition;
import dev.damson.policy.ebpf.Label;
import dev.damson.policy.ebpf.Register;
import dev.damson.policy.ebpf.Width;
import dev.damson.wire.layout.ConnKey;
import dev.damson.wire.layout.Field;
import dev.damson.wire.layout.Meta;

/** Builds the normalised key of a tuple in meta. */
final class ConnectionKey {
    private final Emission emission;
    private final Assembler code;

    ConnectionKey(Emission emission) {
        this.emission = emission;
        this.code = emission.code;
    }

    static Field in(Field member) {
        return Meta.KEY.member(member);
    }

    /** Expects meta's domain, family, protocol and ports; the addresses stand in the given fields of meta. */
    void emit(Field source, Field destination) {
        var low = code.label("source-low");
        var high = code.label("source-high");
        var ports = code.label("key-ports");
        var done = code.label("key");
        code.section("connection key");
        emission.get(R1, Meta.DOMAIN);
        emission.put(in(ConnKey.DOMAIN), R1);
        emission.get(R5, Meta.PROTOCOL);
        emission.put(in(ConnKey.PROTOCOL), R5);
        emission.get(R1, Meta.FAMILY);
        emission.put(in(ConnKey.FAMILY), R1);
        emission.put(in(ConnKey.RESERVED), 0);
        emission.put(in(ConnKey.PADDING), 0);
        code.load(Width.DW, R1, META, source.offset()).load(Width.DW, R3, META, source.offset() + 8);
        code.load(Width.DW, R2, META, destination.offset()).load(Width.DW, R4, META, destination.offset() + 8);
        code.jumpIf(Condition.LT, R1, R2, low).jumpIf(Condition.GT, R1, R2, high);
        code.jumpIf(Condition.GT, R3, R4, high);
        code.bind(low);
        order(R1, R3, R2, R4, 1);
        ports(Meta.SOURCE_PORT, Meta.DESTINATION_PORT);
        code.jump(ports).bind(high);
        order(R2, R4, R1, R3, 0);
        ports(Meta.DESTINATION_PORT, Meta.SOURCE_PORT);
        code.bind(ports);
        echo(1, 8, done);
        echo(58, 128, done);
        code.bind(done);
    }

    private void order(Register low0, Register low8, Register high0, Register high8, int sourceIsLow) {
        int low = in(ConnKey.LOW_ADDRESS).offset();
        int high = in(ConnKey.HIGH_ADDRESS).offset();
        code.store(Width.DW, META, low, low0).store(Width.DW, META, low + 8, low8);
        code.store(Width.DW, META, high, high0).store(Width.DW, META, high + 8, high8);
        emission.put(Meta.SOURCE_IS_LOW, sourceIsLow);
    }

    private void ports(Field low, Field high) {
        emission.get(R1, low);
        emission.put(in(ConnKey.LOW_PORT), R1);
        emission.get(R1, high);
        emission.put(in(ConnKey.HIGH_PORT), R1);
    }

    /** Echo: identifier and the request's type, whichever of the two this is. */
    private void echo(int protocol, int request, Label done) {
        var other = code.label("not-" + protocol);
        code.jumpIf(Condition.NE, R5, protocol, other);
        emission.get(R1, Meta.SOURCE_PORT);
        emission.put(in(ConnKey.LOW_PORT), R1);
        emission.put(in(ConnKey.HIGH_PORT), Skb.network16(request << 8));
        code.jump(done).bind(other);
    }
}
