package dev.damson.policy.tables;

import dev.damson.policy.model.End;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the table of a profile's end says.
 *
 * @param profile number of the profile
 * @param end source: it judges connections that leave the profile's ports, and the other side is their destination
 * @param judged whose ports have the profile
 * @param peers everybody who can be on the other side, those with a name first
 * @param columns the services that the table tells apart
 * @param verdicts by number
 */
public record TableReading(
        int profile, End end, Who judged, List<PeerClass> peers, List<Column> columns, List<VerdictReading> verdicts) {
    public TableReading {
        peers = List.copyOf(peers);
        columns = List.copyOf(columns);
        verdicts = List.copyOf(verdicts);
    }

    /**
     * A row of the table.
     *
     * @param row its number, {@code 2}, or of two tables {@code 2/1}
     * @param own where a port's addresses are judged differently: for which the row counts
     * @param who the other side
     * @param everyoneElse the row of addresses that no table lists
     * @param answers the narrow services first, the rest last
     */
    public record PeerClass(String row, Optional<Who> own, Who who, boolean everyoneElse, List<Answer> answers) {
        public PeerClass {
            answers = List.copyOf(answers);
        }

        /** Such as {@code group app (app-1, app-2)}. */
        @Override
        public String toString() {
            String words = everyoneElse ? "anyone else (" + who + ")" : who.toString();
            return own.map(from -> words + ", if the own address is one of " + from)
                    .orElse(words);
        }
    }

    /** @param verdict number of the record that these services get */
    public record Answer(String services, int verdict) {}

    /** @param column its number, {@code 2}, or of two tables {@code 2/1} */
    public record Column(String column, String services) {}

    /** The name of the program that reads the table. */
    public String program() {
        return (end == End.SOURCE ? "from-" : "to-") + profile;
    }

    /** What people call an IP protocol that has ports or types, {@code TCP}; else its number, {@code protocol 47}. */
    public static String protocol(int number) {
        return Columns.name(number);
    }

    /** What the other side of these connections is called. */
    public String peer() {
        return end == End.SOURCE ? "destination" : "source";
    }

    /** Such as {@code connections that enter group db (db-1, db-2)}. */
    public String title() {
        return title(end, judged);
    }

    static String title(End end, Who judged) {
        return "connections that " + (end == End.SOURCE ? "leave " : "enter ") + judged;
    }

    /** The whole table, top-down: the other side, the service, the verdict. */
    public List<String> lines() {
        int width = peers.stream()
                .flatMap(row -> row.answers().stream())
                .mapToInt(answer -> answer.services().length())
                .max()
                .orElse(0);
        var lines = new ArrayList<String>();
        for (var row : peers) {
            lines.add("");
            lines.add("the " + peer() + " is "
                    + (row.everyoneElse() || row.who().isOne() ? "" : "one of ") + row + " [class " + row.row() + "]");
            for (var answer : row.answers()) {
                lines.add(("    %-" + Math.max(1, Math.min(width, 40)) + "s  %s")
                        .formatted(answer.services(), verdicts.get(answer.verdict())));
                expired(answer.verdict()).forEach(next -> lines.add("        then " + next));
            }
        }
        return lines;
    }

    private List<VerdictReading> expired(int verdict) {
        var found = new ArrayList<VerdictReading>();
        var at = verdicts.get(verdict);
        while (at.expires().isPresent()) {
            at = verdicts.get(at.next());
            found.add(at);
        }
        return found;
    }
}
