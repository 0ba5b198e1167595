package dev.damson.policy.emit;

import dev.damson.policy.ebpf.Assembler;
import dev.damson.policy.ebpf.Listing;
import dev.damson.policy.tables.ListedTable;
import dev.damson.policy.tables.TableReading;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The annotated bytecode of a plan's programs. One is made when it is asked for, by emitting its program again: most
 * are never read.
 */
public final class Listings {
    private final Map<String, Source> programs = new LinkedHashMap<>();

    private sealed interface Source {}

    /** A program that judges by a table. */
    private record Judge(ListedTable table, Function<TableReading, Assembler> program) implements Source {}

    /** A program that every packet of the domain meets. */
    private record Common(String title, List<String> introduction, Supplier<Assembler> program) implements Source {}

    Listings() {}

    void add(String name, ListedTable table, Function<TableReading, Assembler> program) {
        programs.put(name, new Judge(table, program));
    }

    void add(String name, String title, List<String> introduction, Supplier<Assembler> program) {
        programs.put(name, new Common(title, introduction, program));
    }

    /** The programs' names in the order in which they were emitted. */
    public List<String> names() {
        return new ArrayList<>(programs.keySet());
    }

    /** What a program does, such as {@code connections that enter group db (db-1, db-2)}; empty if there is none. */
    public Optional<String> title(String name) {
        return source(name).map(source -> switch (source) {
            case Judge judge -> judge.table().title();
            case Common common -> common.title();
        });
    }

    /** What the table of a judging program says; empty for any other. */
    public Optional<TableReading> reading(String name) {
        return source(name).flatMap(source -> switch (source) {
            case Judge judge -> Optional.of(judge.table().read());
            case Common common -> Optional.empty();
        });
    }

    /** Empty if the plan has no such program. */
    public Optional<Listing> listing(String name) {
        return source(name).map(source -> switch (source) {
            case Judge judge -> listing(judge);
            case Common common -> listing(common);
        });
    }

    /** The listing as text; empty if the plan has no such program. */
    public Optional<String> text(String name) {
        return listing(name).map(Listing::text);
    }

    private static Listing listing(Judge judge) {
        var reading = judge.table().read();
        var program = judge.program().apply(reading);
        return program.listing()
                .introduced(Stream.concat(Stream.of(reading.title()), reading.lines().stream())
                        .toList());
    }

    private static Listing listing(Common common) {
        var program = common.program().get();
        return program.listing()
                .introduced(Stream.concat(Stream.of(common.title()), common.introduction().stream())
                        .toList());
    }

    private Optional<Source> source(String name) {
        return Optional.ofNullable(programs.get(name));
    }
}
