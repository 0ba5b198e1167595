package dev.damson.policy.ebpf.sim;

import dev.damson.wire.layout.MapSpec;
import dev.damson.wire.program.ProgramImage;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * A host that runs classifiers: maps by symbol, a clock and a source of chance that the test sets. One packet at a time;
 * not thread-safe.
 *
 * <p>It is as strict as the verifier wherever one run can tell: uninitialised registers and stack, packet bytes that no
 * comparison with data_end has proven, null, bounds, argument types, reservations. What needs every path at once (bounds
 * of numbers, loops, complexity) only the kernel can tell.
 */
public final class Machine {
    /** Instructions of one packet, tail calls included, unless said otherwise. */
    public static final int DEFAULT_INSTRUCTION_LIMIT = 1_000_000;

    private final Map<String, SimulatedMap> maps = new HashMap<>();
    private final SocketBuffer packet = new SocketBuffer();
    private final Interpreter interpreter;
    private SplittableRandom random = new SplittableRandom(0);
    private long clock;

    /** A machine without maps, its clock at 0. */
    public Machine() {
        this(DEFAULT_INSTRUCTION_LIMIT);
    }

    /** A machine whose runs end with a fault after so many instructions. */
    public Machine(int instructionLimit) {
        interpreter = new Interpreter(this, packet, instructionLimit);
    }

    /** Makes the map of a definition under its symbol, or returns the one that is there. */
    public SimulatedMap map(MapSpec spec) {
        return maps.computeIfAbsent(spec.symbol(), symbol -> SimulatedMap.of(spec));
    }

    /** Puts a map under a symbol. */
    public Machine put(String symbol, SimulatedMap map) {
        maps.put(symbol, map);
        return this;
    }

    /** The map under a symbol. */
    public Optional<SimulatedMap> map(String symbol) {
        return Optional.ofNullable(maps.get(symbol));
    }

    /**
     * Decodes a program and binds its map symbols to this machine's maps.
     *
     * @throws IllegalArgumentException for a symbol without a map, or an instruction that no program may have
     */
    public Program load(ProgramImage image) {
        return load(image, Map.of());
    }

    /** As {@link #load(ProgramImage)}, but looks into the given maps first: those of a domain or a generation. */
    public Program load(ProgramImage image, Map<String, ? extends SimulatedMap> own) {
        return new Program(image, symbol -> {
            SimulatedMap mine = own.get(symbol);
            return mine == null ? maps.get(symbol) : mine;
        });
    }

    /**
     * Runs a program on a packet.
     *
     * @throws ProgramFault when the program does what the verifier refuses
     */
    public Run run(Program program, Arrival arrival) {
        packet.begin(arrival);
        var returnCode = interpreter.run(program);
        var redirect = returnCode == Run.REDIRECT ? packet.redirect : Optional.<Redirect>empty();
        return new Run(
                returnCode,
                packet.bytes(),
                redirect,
                packet.clones,
                packet.departure(),
                interpreter.executed(),
                interpreter.tailCalls());
    }

    /** Nanoseconds that the time helpers return. */
    public long clock() {
        return clock;
    }

    /** Sets the clock. */
    public Machine clock(long nanoseconds) {
        clock = nanoseconds;
        return this;
    }

    /** Begins the random numbers again from a seed. */
    public Machine seed(long seed) {
        random = new SplittableRandom(seed);
        return this;
    }

    long random() {
        return Integer.toUnsignedLong(random.nextInt());
    }
}
