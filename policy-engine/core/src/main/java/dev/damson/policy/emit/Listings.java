package dev.damson.policy.emit;

import dev.damson.policy.ebpf.Assembler;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * The annotated bytecode of a plan's programs. A text is made when it is asked for, by emitting its program again: most
 * are never read.
 */
public final class Listings {
    private final Map<String, Supplier<Assembler>> programs = new LinkedHashMap<>();

    Listings() {}

    void add(String name, Supplier<Assembler> program) {
        programs.put(name, program);
    }

    /** The programs' names in the order in which they were emitted. */
    public List<String> names() {
        return new ArrayList<>(programs.keySet());
    }

    /** Empty if the plan has no such program. */
    public Optional<String> text(String name) {
        return Optional.ofNullable(programs.get(name)).map(program -> {
            var code = program.get();
            return code.listing().text();
        });
    }

    /** Gives every program's name and text, in order. */
    public void forEach(BiConsumer<String, String> reader) {
        programs.forEach(
                (name, program) -> reader.accept(name, program.get().listing().text()));
    }

    /** Every text by its program's name. */
    public Map<String, String> texts() {
        var texts = new LinkedHashMap<String, String>();
        forEach(texts::put);
        return texts;
    }
}
