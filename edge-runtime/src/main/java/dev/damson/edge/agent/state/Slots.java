package dev.damson.edge.agent.state;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * Numbers by name: which place in the kernel's arrays belongs to what. A number stays the same as long as its name is
 * known, through restarts too, since programs and connections speak of it. Used by one thread.
 */
public final class Slots {
    private final Path file;
    private final int capacity;
    private final String what;
    private final Map<String, Integer> slots = new TreeMap<>();
    private final BitSet taken = new BitSet();

    /**
     * @param what these are slots of, for errors: {@code ports}
     * @param capacity one more than the highest number
     */
    public Slots(Path folder, String what, int capacity) {
        this.file = folder.resolve("slots").resolve(what);
        this.what = what;
        this.capacity = capacity;
        AtomicFile.read(file).ifPresent(this::parse);
    }

    private void parse(byte[] content) {
        new String(content, StandardCharsets.UTF_8).lines().forEach(line -> {
            var space = line.indexOf(' ');
            var slot = Integer.parseInt(line.substring(0, space));
            slots.put(line.substring(space + 1), slot);
            taken.set(slot);
        });
    }

    /**
     * The slot of a name; a free one if it has none yet.
     *
     * @throws IllegalStateException if all are taken
     */
    public int of(String name) {
        var known = slots.get(name);
        if (known != null) {
            return known;
        }
        var free = taken.nextClearBit(0);
        if (free >= capacity) {
            throw new IllegalStateException(
                    "no slot is left for \"%s\": this host has %d %s".formatted(name, capacity, what));
        }
        slots.put(name, free);
        taken.set(free);
        save();
        return free;
    }

    public OptionalInt find(String name) {
        var slot = slots.get(name);
        return slot == null ? OptionalInt.empty() : OptionalInt.of(slot);
    }

    /** Gives a number back; nothing in the kernel may speak of it any more. */
    public void release(String name) {
        var slot = slots.remove(name);
        if (slot != null) {
            taken.clear(slot);
            save();
        }
    }

    /** A copy, by name. */
    public Map<String, Integer> all() {
        return new TreeMap<>(slots);
    }

    private void save() {
        var text = new StringBuilder();
        slots.forEach((name, slot) -> text.append(slot).append(' ').append(name).append('\n'));
        AtomicFile.write(file, text.toString().getBytes(StandardCharsets.UTF_8));
    }
}
