package dev.damson.policy.ebpf.sim;

import dev.damson.policy.ebpf.Disassembler;
import dev.damson.policy.ebpf.Helper;
import dev.damson.policy.ebpf.Instruction;
import dev.damson.policy.ebpf.Listing;
import dev.damson.policy.ebpf.Opcode;
import dev.damson.wire.layout.MapSpec;
import dev.damson.wire.program.ProgramImage;
import dev.damson.wire.program.Relocation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A program decoded for runs, its map symbols bound. It counts how often each instruction ran. */
public final class Program {
    final int slots;
    final int[] opcode;
    final int[] destination;
    final int[] source;
    final int[] offset;
    final long[] immediate;
    /** Absolute slot that a jump goes to. */
    final int[] target;
    /** The {@link Helper} called, or the {@link SimulatedMap} or {@link Region} loaded. */
    final @Nullable Object[] referent;

    final long[] executions;
    private final ProgramImage image;

    /**
     * Decodes an image.
     *
     * @throws IllegalArgumentException for a map without a binding, an unknown opcode or helper, or a jump to nowhere
     */
    Program(ProgramImage image, Function<String, @Nullable SimulatedMap> maps) {
        this.image = image;
        slots = image.slots();
        opcode = new int[slots];
        destination = new int[slots];
        source = new int[slots];
        offset = new int[slots];
        immediate = new long[slots];
        target = new int[slots];
        referent = new Object[slots];
        executions = new long[slots];
        decode(relocations(image), maps);
        requireTargets();
        requireWholeFlow();
    }

    /** The image's name. */
    public String name() {
        return image.name();
    }

    /** How often the instruction at a slot ran. */
    public long executions(int slot) {
        return executions[slot];
    }

    /** The instructions that never ran. */
    public List<Listing.Entry> unreached() {
        return Disassembler.list(image).entries().stream()
                .filter(entry -> executions[entry.slot()] == 0)
                .toList();
    }

    String mnemonic(int slot) {
        return Disassembler.list(image).entries().stream()
                .filter(entry -> entry.slot() == slot)
                .findFirst()
                .map(Listing.Entry::mnemonic)
                .orElse("no instruction");
    }

    private void decode(Map<Integer, Relocation> relocations, Function<String, @Nullable SimulatedMap> maps) {
        var code = image.instructions();
        for (int slot = 0; slot < slots; ) {
            var instruction = Instruction.decode(code, slot);
            if (!Decoding.isKnown(instruction)) {
                throw refusal(
                        slot,
                        "opcode \"0x%02x\" or one of its fields is not one this simulator knows"
                                .formatted(instruction.opcode()));
            }
            opcode[slot] = instruction.opcode();
            destination[slot] = instruction.destination();
            source[slot] = instruction.source();
            offset[slot] = instruction.offset();
            immediate[slot] = instruction.immediate();
            if (instruction.jumps()) {
                target[slot] = instruction.target(slot);
            }
            referent[slot] = referent(instruction, slot, relocations.get(slot), maps);
            for (int second = slot + 1; second < slot + instruction.slots(); second++) {
                opcode[second] = Decoding.SECOND_SLOT;
            }
            slot += instruction.slots();
        }
    }

    private @Nullable Object referent(
            Instruction instruction,
            int slot,
            @Nullable Relocation relocation,
            Function<String, @Nullable SimulatedMap> maps) {
        if (instruction.opcode() == Opcode.CALL_HELPER) {
            return Helper.of(instruction.immediate())
                    .orElseThrow(() -> refusal(
                            slot, "helper number \"%d\" is not on the list".formatted(instruction.immediate())));
        }
        if (instruction.opcode() != Opcode.LOAD_IMMEDIATE_64 || instruction.source() == 0) {
            return null;
        }
        if (relocation == null) {
            throw refusal(slot, "the load of a map has no relocation");
        }
        var map = maps.apply(relocation.symbol());
        if (map == null) {
            throw refusal(slot, "map \"%s\" is not bound".formatted(relocation.symbol()));
        }
        return switch (relocation.kind()) {
            case MAP_FD -> map;
            case MAP_VALUE -> value(slot, map, relocation.offset());
        };
    }

    private Region value(int slot, SimulatedMap map, int at) {
        var spec = map.spec();
        if (!(map instanceof ArrayTable array) || spec.type() != MapSpec.Type.ARRAY || spec.maxEntries() != 1) {
            throw refusal(slot, "only arrays of one element have an address, not \"%s\"".formatted(spec.symbol()));
        }
        var region = array.region(0);
        if (region == null || at >= region.size()) {
            throw refusal(
                    slot,
                    "offset \"%d\" is not within the %d bytes of \"%s\""
                            .formatted(at, spec.valueSize(), spec.symbol()));
        }
        return region;
    }

    private void requireTargets() {
        for (int slot = 0; slot < slots; slot++) {
            if (!Decoding.jumps(opcode[slot])) {
                continue;
            }
            if (target[slot] < 0 || target[slot] >= slots || opcode[target[slot]] == Decoding.SECOND_SLOT) {
                throw refusal(slot, "the jump goes to \"%d\", where no instruction begins".formatted(target[slot]));
            }
        }
    }

    /** Every instruction can be reached, and control cannot run past the end (the kernel's check_cfg). */
    private void requireWholeFlow() {
        var reached = new BitSet(slots);
        var open = new ArrayDeque<Integer>();
        open.push(0);
        while (!open.isEmpty()) {
            int slot = open.pop();
            if (slot >= slots) {
                throw refusal(slots - 1, "control runs past the end");
            }
            if (reached.get(slot)) {
                continue;
            }
            reached.set(slot);
            int operation = opcode[slot];
            if (Decoding.jumps(operation)) {
                open.push(target[slot]);
            }
            if (operation != Opcode.GOTO && operation != Opcode.GOTO_LONG && operation != Opcode.RETURN) {
                open.push(operation == Opcode.LOAD_IMMEDIATE_64 ? slot + 2 : slot + 1);
            }
        }
        for (int slot = reached.nextClearBit(0); slot < slots; slot = reached.nextClearBit(slot + 1)) {
            if (opcode[slot] != Decoding.SECOND_SLOT) {
                throw refusal(slot, "nothing reaches it");
            }
        }
    }

    private IllegalArgumentException refusal(int slot, String what) {
        return new IllegalArgumentException("program \"%s\", instruction %d: %s".formatted(name(), slot, what));
    }

    private static Map<Integer, Relocation> relocations(ProgramImage image) {
        var bySlot = new HashMap<Integer, Relocation>();
        for (var relocation : new ArrayList<>(image.relocations())) {
            bySlot.put(relocation.instruction(), relocation);
        }
        return bySlot;
    }
}
