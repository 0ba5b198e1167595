package dev.damson.policy.emit;

import static dev.damson.policy.ebpf.Register.R0;
import static dev.damson.policy.ebpf.Register.R1;
import static dev.damson.policy.ebpf.Register.R10;
import static dev.damson.policy.ebpf.Register.R2;
import static dev.damson.policy.ebpf.Register.R3;
import static dev.damson.policy.ebpf.Register.R4;
import static dev.damson.policy.ebpf.Register.R8;
import static dev.damson.policy.ebpf.Register.R9;
import static dev.damson.policy.emit.Emission.META;

import dev.damson.policy.ebpf.AluOp;
import dev.damson.policy.ebpf.Assembler;
import dev.damson.policy.ebpf.Condition;
import dev.damson.policy.ebpf.Label;
import dev.damson.policy.ebpf.Width;
import dev.damson.policy.plan.PlannedChain;
import dev.damson.wire.layout.ChainCounters;
import dev.damson.wire.layout.ChainRecord;
import dev.damson.wire.layout.ConnKey;
import dev.damson.wire.layout.ConnValue;
import dev.damson.wire.layout.DropReason;
import dev.damson.wire.layout.Field;
import dev.damson.wire.layout.FunctionRecord;
import dev.damson.wire.layout.InstanceRecord;
import dev.damson.wire.layout.Maps;
import dev.damson.wire.layout.Meta;
import dev.damson.wire.layout.Slot;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A connection's way through service functions. Its entry (at R8) has places for the source end's chain, then for the
 * target end's: function + 1 (0 = none) and instance. Each packet is sent to the first living instance from its place
 * on; a function without one refuses it, or is passed by where the chain fails open.
 */
final class ChainSteps {
    /** Functions of one chain: half of a connection's hops, since each end may bring a chain. */
    static final int MAX_FUNCTIONS = ConnValue.MAX_HOPS / 2;

    private static final int BUCKET = -376;
    private static final long GOLDEN = 0x9E37_79B9_7F4A_7C15L;

    private final Emission emission;
    private final Assembler code;
    private final List<PlannedChain> chains;
    private final int length;

    ChainSteps(Emission emission, List<PlannedChain> chains, int longest) {
        this.emission = emission;
        this.code = emission.code;
        this.chains = chains;
        this.length = longest;
    }

    static Field function(int place) {
        return ConnValue.HOP.element(2 * place, 2);
    }

    static Field instance(int place) {
        return ConnValue.HOP.element(2 * place + 1, 2);
    }

    /** The places that chains of this revision use, in the originator's order. */
    List<Integer> places() {
        return IntStream.concat(IntStream.range(0, length), IntStream.range(MAX_FUNCTIONS, MAX_FUNCTIONS + length))
                .boxed()
                .toList();
    }

    /** Fills the entry's places from the chains of its two slots; a place that stays as it was keeps its instance. */
    void assign() {
        code.section("which chains has the connection to pass?");
        var second = code.label("second-chain");
        var other = code.label("other-chain");
        var done = code.label("chains");
        emission.get(R1, R8, ConnValue.ORIGIN_SLOT.member(Slot.CHAIN));
        functions(0, second);
        code.bind(second);
        emission.get(R2, R8, ConnValue.ORIGIN_SLOT.member(Slot.CHAIN));
        emission.get(R1, R8, ConnValue.TARGET_SLOT.member(Slot.CHAIN));
        code.jumpIf(Condition.NE, R1, R2, other)
                .mov(R1, 0)
                .comment("the same chain once")
                .bind(other);
        notAgain();
        functions(MAX_FUNCTIONS, done);
        code.bind(done);
    }

    /** R1 = the target's chain → R1 = 0 if the originator's edge has run it. */
    private void notAgain() {
        var run = code.label("chain-run");
        var mine = code.label("chain-mine");
        emission.get(R2, R8, ConnValue.ORIGIN_MARK);
        code.jumpIf(Condition.EQ, R2, 0, mine).jumpIf(Condition.EQ, R1, 0, mine);
        code.store(Width.DW, R10, BUCKET, R1);
        new Tunnel(emission).chainMark(run);
        emission.get(R2, R8, ConnValue.ORIGIN_MARK);
        code.jumpIf(Condition.NE, R1, R2, run)
                .storeImm(Width.DW, R10, BUCKET, 0)
                .bind(run);
        code.load(Width.DW, R1, R10, BUCKET).bind(mine);
    }

    /** R1 = chain number, 0 = none. */
    private void functions(int place, Label done) {
        for (int chain = 0; chain < chains.size(); chain++) {
            var next = code.label("not-chain-" + (chain + 1));
            code.comment("chain " + chains.get(chain).name());
            code.jumpIf(Condition.NE, R1, chain + 1, next);
            var functions = chains.get(chain).functions();
            for (int i = 0; i < length; i++) {
                int wanted = i < functions.size() ? functions.get(i) + 1 : 0;
                var same = code.label("same-function");
                emission.get(R2, R8, function(place + i));
                code.jumpIf(Condition.EQ, R2, wanted, same);
                emission.put(R8, function(place + i), wanted);
                if (wanted != 0) {
                    instanceByHash(place + i, same);
                }
                code.bind(same);
            }
            code.jump(done).bind(next);
        }
        for (int i = 0; i < length; i++) {
            emission.put(R8, function(place + i), 0);
        }
        code.jump(done);
    }

    /**
     * Sends the packet to the first instance among places; goes to {@code send} with R9 = its record, and on here if
     * there is none to pass.
     */
    void towards(List<Integer> places, Label send) {
        for (int place : places) {
            var next = code.label("after-hop-" + place);
            var pick = code.label("pick-" + place);
            code.comment("hop " + (place % MAX_FUNCTIONS + 1) + " of the chain at the "
                    + (place < MAX_FUNCTIONS ? "source's" : "destination's") + " end");
            emission.get(R1, R8, function(place));
            code.jumpIf(Condition.EQ, R1, 0, next);
            emission.get(R1, R8, instance(place));
            code.jumpIf(Condition.GE, R1, Maps.MAX_INSTANCES, pick);
            emission.lookupIndex(Maps.INSTANCES, R1);
            code.jumpIf(Condition.EQ, R0, 0, pick).mov(R9, R0);
            emission.get(R1, R9, InstanceRecord.ALIVE);
            code.jumpIf(Condition.NE, R1, 0, send);
            code.bind(pick);
            pick(place, next, send);
            code.bind(next);
        }
    }

    /** Another instance; none: refuse, or pass by. */
    private void pick(int place, Label next, Label send) {
        var none = code.label("no-instance-" + place);
        instanceByHash(place, none);
        code.jumpIf(Condition.GE, R1, Maps.MAX_INSTANCES, none);
        emission.lookupIndex(Maps.INSTANCES, R1);
        code.jumpIf(Condition.EQ, R0, 0, none).mov(R9, R0);
        emission.get(R1, R9, InstanceRecord.ALIVE);
        code.jumpIf(Condition.NE, R1, 0, send);
        code.bind(none);
        failure(place, next);
    }

    /** Entry's instance = R1 = what the function's buckets say for the connection's symmetric hash. */
    private void instanceByHash(int place, Label none) {
        hash();
        emission.get(R1, R8, function(place));
        code.alu(AluOp.SUB, R1, 1);
        emission.lookupIndex(Maps.FUNCTIONS, R1);
        code.jumpIf(Condition.EQ, R0, 0, none).load(Width.DW, R2, R10, BUCKET);
        code.alu(AluOp.AND, R2, 2 * FunctionRecord.BUCKETS - 2).alu(AluOp.ADD, R0, R2);
        code.load(Width.H, R1, R0, 0);
        emission.put(R8, instance(place), R1);
    }

    private void failure(int place, Label next) {
        var refuse = code.label("refuse-" + place);
        var slot = place < MAX_FUNCTIONS ? ConnValue.ORIGIN_SLOT : ConnValue.TARGET_SLOT;
        emission.get(R1, R8, slot.member(Slot.CHAIN));
        code.alu(AluOp.SUB, R1, 1).store(Width.DW, R10, BUCKET, R1);
        emission.lookupIndex(Maps.CHAINS, R1);
        code.jumpIf(Condition.EQ, R0, 0, refuse);
        emission.get(R1, R0, ChainRecord.FAIL_OPEN);
        code.jumpIf(Condition.EQ, R1, 0, refuse);
        counted(ChainCounters.BYPASSED);
        code.jump(next).bind(refuse);
        counted(ChainCounters.REFUSED);
        code.jump(emission.drop(DropReason.CHAIN_DOWN));
    }

    private void counted(Field counter) {
        var done = code.label("chain-counted");
        code.load(Width.DW, R1, R10, BUCKET);
        emission.lookupIndex(Maps.CHAIN_COUNTERS, R1);
        code.jumpIf(Condition.EQ, R0, 0, done);
        emission.get(R2, Meta.SEGMENTS);
        emission.count(R0, counter, R2);
        code.bind(done);
    }

    /** Stack = offset of the connection's bucket; the key is the same for both directions. */
    private void hash() {
        var key = ConnectionKey.in(ConnKey.LOW_ADDRESS).offset();
        code.load(Width.DW, R1, META, key);
        for (int i = 8; i < 40; i += 8) {
            code.load(Width.DW, R2, META, key + i);
            if (i == 16) {
                code.comment("a swap of two addresses is no equal connection")
                        .mov(R3, R2)
                        .alu(AluOp.RSH, R3, 7)
                        .alu(AluOp.ADD, R2, R3);
            }
            code.alu(AluOp.XOR, R1, R2);
        }
        code.loadImm64(R4, GOLDEN).alu(AluOp.MUL, R1, R4);
        code.alu(AluOp.RSH, R1, 64 - Integer.numberOfTrailingZeros(FunctionRecord.BUCKETS));
        code.alu(AluOp.LSH, R1, 1).store(Width.DW, R10, BUCKET, R1);
    }
}
