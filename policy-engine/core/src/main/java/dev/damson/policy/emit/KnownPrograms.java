package dev.damson.policy.emit;

import dev.damson.policy.plan.EndTable;
import dev.damson.policy.tables.ListedTable;
import dev.damson.wire.program.ProgramImage;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The judging programs and tables of a domain's last plan by the end tables that they were made from: an end table that
 * is the same object is not written and hashed again. Not for several threads.
 */
public final class KnownPrograms {
    static final String SYMBOL = "table/";

    private int addressCells;
    private IdentityHashMap<EndTable, Written> before = new IdentityHashMap<>();
    private IdentityHashMap<EndTable, Written> now = new IdentityHashMap<>();
    private Map<String, Judge> judgesBefore = new HashMap<>();
    private Map<String, Judge> judges = new HashMap<>();
    private IdentityHashMap<char[], String> arraysBefore = new IdentityHashMap<>();
    private IdentityHashMap<char[], String> arrays = new IdentityHashMap<>();
    private Map<String, byte[]> tablesBefore = new TreeMap<>();
    private Map<String, byte[]> tables = new TreeMap<>();

    /** What one end table has become; a program is the same for every profile but for its name. */
    private record Written(TableSymbols symbols, Map<Boolean, ProgramImage> byOrigin) {}

    private record Judge(EndTable table, ProgramImage image) {}

    /** @param cells entries of the domain's IPv4 trie, a power of two */
    void begin(int cells) {
        boolean same = cells == addressCells;
        addressCells = cells;
        before = same ? now : new IdentityHashMap<>();
        now = new IdentityHashMap<>();
        judgesBefore = same ? judges : new HashMap<>();
        judges = new HashMap<>();
        arraysBefore = arrays;
        arrays = new IdentityHashMap<>();
        tablesBefore = tables;
        tables = new TreeMap<>();
    }

    /**
     * @param name unique in the plan
     * @param listed the same table, for whoever reads the listing
     */
    ProgramImage judge(String name, EndTable table, boolean origin, Listings listings, ListedTable listed) {
        var written = now.computeIfAbsent(table, this::written);
        int cells = addressCells;
        listings.add(
                name,
                listed,
                words -> new JudgeProgram(name, table, written.symbols(), origin, cells, Optional.of(words)).emit());
        var known = judgesBefore.get(name);
        if (known == null || !known.table().equals(table)) {
            var image = written.byOrigin()
                    .computeIfAbsent(
                            origin,
                            added -> new JudgeProgram(name, table, written.symbols(), added, cells, Optional.empty())
                                    .emit()
                                    .assemble());
            known = new Judge(table, image.named(name));
        }
        judges.put(name, known);
        return known.image();
    }

    private Written written(EndTable table) {
        var known = before.get(table);
        if (known == null) {
            return new Written(TableSymbols.of(table, this::keep, this::keep), new HashMap<>());
        }
        var symbols = known.symbols();
        symbols.all().forEach(symbol -> tables.put(symbol, Objects.requireNonNull(tablesBefore.get(symbol))));
        table.services().forEach((protocol, classes) -> arrays.put(classes, symbols.services(protocol)));
        arrays.put(table.serviceOfProtocol(), symbols.serviceOfProtocol());
        arrays.put(table.rowOfOwn(), symbols.rowOfOwn());
        arrays.put(table.classOfIdentity(), symbols.classOfIdentity());
        arrays.put(table.columnOfService(), symbols.columnOfService());
        arrays.put(table.cells(), symbols.cells());
        return known;
    }

    private String keep(char[] array) {
        var known = arrays.get(array);
        if (known == null) {
            known = arraysBefore.get(array);
            if (known == null) {
                known = keep(TableSymbols.bytes(array));
            } else {
                tables.put(known, Objects.requireNonNull(tablesBefore.get(known)));
            }
            arrays.put(array, known);
        }
        return known;
    }

    private String keep(byte[] bytes) {
        var symbol = SYMBOL + HexFormat.of().formatHex(Digest.sha256(bytes));
        tables.put(symbol, bytes);
        return symbol;
    }

    /** The tables of the plan that was emitted last, by symbol. */
    Map<String, byte[]> tables() {
        return Collections.unmodifiableMap(tables);
    }
}
