package dev.damson.policy.classify;

import dev.damson.policy.plan.EndTable;
import dev.damson.wire.layout.VerdictRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** One table for a port whose addresses are judged by different ones. */
final class OwnUnion {
    private final String domain;
    private final List<EndTable> tables;

    private OwnUnion(String domain, List<EndTable> tables) {
        this.domain = domain;
        this.tables = tables;
    }

    /** @param byOwn the table of each identity that an own address has */
    static EndTable of(String domain, SortedMap<Integer, EndTable> byOwn) {
        var distinct = byOwn.values().stream().distinct().toList();
        PlanLimitExceeded.check(
                "tables in two parts of one port's addresses, of " + domain,
                distinct.stream().anyMatch(table -> table.lower().isPresent()) ? distinct.size() : 1,
                1,
                "let no rule tell the port's addresses apart");
        return distinct.size() == 1 ? distinct.getFirst() : new OwnUnion(domain, distinct).table(byOwn);
    }

    private EndTable table(SortedMap<Integer, EndTable> byOwn) {
        var peers = peers();
        var columns = new Numbers();
        boolean inCommon = tables.stream().allMatch(table -> table.columnOfService().length != 0);
        if (inCommon) {
            columns.classes = columnOfService(columns);
        }
        var services = inCommon ? servicesInCommon() : services(columns);
        var protocols = inCommon ? tables.getFirst().serviceOfProtocol() : protocols(columns);
        int stride = columns.tuples.size();
        int rows = tables.size() * peers.tuples.size();
        PlanLimitExceeded.check(
                "cells of a table of " + domain,
                (long) rows * stride,
                PlanLimits.MAX_CELLS,
                "let rules with many different services pick fewer different peers");
        PlanLimitExceeded.check(
                "peer classes of a table of " + domain, rows, PlanLimits.MAX_CLASSES, "name fewer peers apart");
        var book = new RecordBook(domain);
        var cells = new char[rows * stride];
        int next = 0;
        for (int i = 0; i < tables.size(); i++) {
            var table = tables.get(i);
            var numbers = numbers(table, book);
            for (var peer : peers.tuples) {
                for (var column : columns.tuples) {
                    int cell = peer.values()[i] * table.stride() + column.values()[i];
                    cells[next++] = (char) numbers[table.cells()[cell]];
                }
            }
        }
        var rowOfOwn = new char[byOwn.lastKey() + 1];
        byOwn.forEach((identity, table) -> rowOfOwn[identity] = (char) (tables.indexOf(table) * peers.tuples.size()));
        return new EndTable(
                rowOfOwn, peers.classes, services, protocols, columns.classes, stride, cells, book.records());
    }

    /** Tuples of classes, one of each table, as new classes. */
    private static final class Numbers {
        private final List<IntRow> tuples = new ArrayList<>();
        private final Map<IntRow, Integer> numbers = new HashMap<>();
        private char[] classes = new char[0];

        char of(int[] tuple) {
            return (char) (int) numbers.computeIfAbsent(new IntRow(tuple), added -> {
                tuples.add(added);
                return tuples.size() - 1;
            });
        }
    }

    private Numbers peers() {
        var numbers = new Numbers();
        int identities = tables.stream()
                .mapToInt(table -> table.classOfIdentity().length)
                .max()
                .orElse(1);
        numbers.classes = new char[identities];
        for (int identity = 0; identity < identities; identity++) {
            int place = identity;
            numbers.classes[identity] = numbers.of(tables.stream()
                    .mapToInt(table -> table.classOfIdentity()[place < table.classOfIdentity().length ? place : 0])
                    .toArray());
        }
        return numbers;
    }

    /** The new columns of the domain's service classes. */
    private char[] columnOfService(Numbers columns) {
        var result = new char[tables.getFirst().columnOfService().length];
        for (int service = 0; service < result.length; service++) {
            int place = service;
            result[service] = columns.of(
                    tables.stream().mapToInt(table -> table.column(place)).toArray());
        }
        return result;
    }

    private SortedMap<Integer, char[]> servicesInCommon() {
        var services = new TreeMap<Integer, char[]>();
        tables.forEach(table -> services.putAll(table.services()));
        return services;
    }

    private SortedMap<Integer, char[]> services(Numbers columns) {
        var protocols = new TreeSet<Integer>();
        tables.forEach(table -> protocols.addAll(table.services().keySet()));
        var services = new TreeMap<Integer, char[]>();
        for (int protocol : protocols) {
            var merged = new char[ServiceSet.LAST + 1];
            for (int service = 0; service < merged.length; service++) {
                merged[service] = service > 0 && isAsBefore(protocol, service)
                        ? merged[service - 1]
                        : columns.of(column(protocol, service));
            }
            services.put(protocol, merged);
        }
        return services;
    }

    private boolean isAsBefore(int protocol, int service) {
        for (var table : tables) {
            var classes = table.services().get(protocol);
            if (classes != null && classes[service] != classes[service - 1]) {
                return false;
            }
        }
        return true;
    }

    private int[] column(int protocol, int service) {
        var tuple = new int[tables.size()];
        for (int i = 0; i < tuple.length; i++) {
            var classes = tables.get(i).services().get(protocol);
            tuple[i] = classes == null ? tables.get(i).serviceOfProtocol()[protocol] : classes[service];
        }
        return tuple;
    }

    private char[] protocols(Numbers columns) {
        var classes = new char[256];
        for (int protocol = 0; protocol < classes.length; protocol++) {
            classes[protocol] = columns.of(column(protocol, 0));
        }
        return classes;
    }

    private static int[] numbers(EndTable table, RecordBook book) {
        var numbers = new int[table.records().size()];
        // A successor is always made before the record that it follows.
        for (int i = 0; i < numbers.length; i++) {
            var record = table.records().get(i);
            numbers[i] = book.number(record.expiresUnixNanos() == 0 ? record : following(record, numbers));
        }
        return numbers;
    }

    private static VerdictRecord following(VerdictRecord record, int[] numbers) {
        return new VerdictRecord(
                record.enforced(),
                record.pending(),
                record.flags(),
                record.rule(),
                record.pendingRule(),
                record.chain(),
                numbers[record.expiredNext()],
                record.expiresUnixNanos(),
                record.taps());
    }
}
