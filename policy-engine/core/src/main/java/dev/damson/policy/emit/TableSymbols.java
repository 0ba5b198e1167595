package dev.damson.policy.emit;

import dev.damson.policy.plan.EndTable;
import dev.damson.wire.layout.VerdictRecord;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The symbols of an end's tables; equal tables have equal symbols, since a symbol is named by its content.
 *
 * @param rowOfOwn empty where every own address is judged alike
 * @param columnOfService empty where a service class is a column
 */
record TableSymbols(
        String rowOfOwn,
        String classOfIdentity,
        Map<Integer, String> serviceTables,
        String serviceOfProtocol,
        String columnOfService,
        String cells,
        String records,
        Optional<Lower> lower) {

    /** Of the table that settles what this one leaves open. */
    record Lower(TableSymbols table, String joined) {}

    /**
     * @param arrays keeps an array and answers with its symbol; many tables may have the same object
     * @param store likewise, of bytes
     */
    static TableSymbols of(EndTable table, Function<char[], String> arrays, Function<byte[], String> store) {
        var services = new TreeMap<Integer, String>();
        table.services().forEach((protocol, classes) -> services.put(protocol, arrays.apply(classes)));
        return new TableSymbols(
                table.rowOfOwn().length == 0 ? "" : arrays.apply(table.rowOfOwn()),
                arrays.apply(table.classOfIdentity()),
                services,
                arrays.apply(table.serviceOfProtocol()),
                table.columnOfService().length == 0 ? "" : arrays.apply(table.columnOfService()),
                arrays.apply(table.cells()),
                table.records().isEmpty() ? "" : store.apply(records(table)),
                table.lower().map(lower -> new Lower(of(lower.table(), arrays, store), arrays.apply(lower.joined()))));
    }

    /** Every symbol, in any order. */
    Stream<String> all() {
        var below = lower.stream()
                .flatMap(part ->
                        Stream.concat(Stream.of(part.joined()), part.table().all()));
        return Stream.concat(below, own());
    }

    private Stream<String> own() {
        return Stream.concat(
                        Stream.of(rowOfOwn, classOfIdentity, serviceOfProtocol, columnOfService, cells, records),
                        serviceTables.values().stream())
                .filter(symbol -> !symbol.isEmpty());
    }

    String services(int protocol) {
        return Objects.requireNonNull(serviceTables.get(protocol));
    }

    static byte[] bytes(char[] cells) {
        var bytes = ByteBuffer.allocate(2 * cells.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asCharBuffer().put(cells);
        return bytes.array();
    }

    private static byte[] records(EndTable table) {
        var bytes = ByteBuffer.allocate(
                VerdictRecord.STRUCT.size() * table.records().size());
        table.records().forEach(record -> bytes.put(record.encode()));
        return bytes.array();
    }
}
