package dev.damson.policy.emit;

import dev.damson.policy.plan.EndTable;
import dev.damson.wire.layout.VerdictRecord;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The symbols of an end's tables; equal tables have equal symbols, since a symbol is named by its content.
 *
 * @param rowOfOwn empty where every own address is judged alike
 */
record TableSymbols(
        String rowOfOwn,
        String classOfIdentity,
        Map<Integer, String> serviceTables,
        String serviceOfProtocol,
        String cells,
        String records) {

    /** @param store keeps a table's bytes and answers with their symbol */
    static TableSymbols of(EndTable table, Function<byte[], String> store) {
        var services = new TreeMap<Integer, String>();
        table.services().forEach((protocol, classes) -> services.put(protocol, store.apply(bytes(classes))));
        return new TableSymbols(
                table.rowOfOwn().length == 0 ? "" : store.apply(bytes(table.rowOfOwn())),
                store.apply(bytes(table.classOfIdentity())),
                services,
                store.apply(bytes(table.serviceOfProtocol())),
                store.apply(bytes(table.cells())),
                store.apply(records(table)));
    }

    String services(int protocol) {
        return Objects.requireNonNull(serviceTables.get(protocol));
    }

    private static byte[] bytes(char[] cells) {
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
