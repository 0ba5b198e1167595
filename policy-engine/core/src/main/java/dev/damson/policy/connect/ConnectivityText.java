package dev.damson.policy.connect;

import dev.damson.policy.connect.Connectivity.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Connectivity for people: a table in aligned columns, or a graph. */
public final class ConnectivityText {
    private static final String GAP = "  ";

    private ConnectivityText() {}

    /** Lines without line ends, the first one with the columns' names. */
    public static List<String> table(Connectivity connectivity) {
        var cells = new ArrayList<List<String>>();
        cells.add(List.of("SOURCE", "DESTINATION", "CONNECTIONS"));
        connectivity
                .rows()
                .forEach(row -> cells.add(
                        List.of(row.src(), row.dst(), row.connections().toString())));
        return columns(cells);
    }

    /** Lines of an aligned table, the first one with the columns' names. */
    public static List<String> table(ConnectivityDiff diff) {
        var cells = new ArrayList<List<String>>();
        cells.add(List.of("SOURCE", "DESTINATION", "OPENS", "CLOSES"));
        diff.groups()
                .forEach(row -> cells.add(List.of(
                        String.join(" ", row.srcs()),
                        String.join(" ", row.dsts()),
                        orDash(row.opens()),
                        orDash(row.closes()))));
        return columns(cells);
    }

    private static String orDash(Connections connections) {
        return connections.isEmpty() ? "-" : connections.toString();
    }

    private static List<String> columns(List<List<String>> cells) {
        int columns = cells.getFirst().size();
        var widths = new int[columns];
        for (var line : cells) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        var lines = new ArrayList<String>();
        for (var line : cells) {
            var text = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                text.append(line.get(i))
                        .append(" ".repeat(widths[i] - line.get(i).length()))
                        .append(GAP);
            }
            lines.add(text.toString().stripTrailing());
        }
        return List.copyOf(lines);
    }

    /** A Mermaid flowchart: workloads framed by namespace, an arrow for each pair with its connections. */
    public static List<String> mermaid(Connectivity connectivity) {
        var titles = new TreeSet<String>();
        for (Row row : connectivity.rows()) {
            titles.add(row.src());
            titles.add(row.dst());
        }
        Map<String, String> nodes = new LinkedHashMap<>();
        titles.forEach(title -> nodes.put(title, "n" + nodes.size()));
        var frames = new TreeMap<String, List<String>>();
        var lines = new ArrayList<String>();
        lines.add("flowchart LR");
        for (String title : titles) {
            int slash = title.indexOf('/');
            if (slash < 0) {
                lines.add("  " + nodes.get(title) + "([\"" + title + "\"])");
            } else {
                frames.computeIfAbsent(title.substring(0, slash), key -> new ArrayList<>())
                        .add("    " + nodes.get(title) + "[\"" + title.substring(slash + 1) + "\"]");
            }
        }
        int frame = 0;
        for (var entry : frames.entrySet()) {
            lines.add("  subgraph s" + frame++ + "[\"" + entry.getKey() + "\"]");
            lines.addAll(entry.getValue());
            lines.add("  end");
        }
        for (Row row : connectivity.rows()) {
            lines.add("  " + nodes.get(row.src()) + " -->|\"" + row.connections() + "\"| " + nodes.get(row.dst()));
        }
        return List.copyOf(lines);
    }
}
