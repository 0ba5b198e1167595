package dev.damson.policy.ebpf;

import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A program as annotated text, for people.
 *
 * @param program the program's name
 * @param introduction lines that say what it is for
 * @param entries its instructions in order
 */
public record Listing(String program, List<String> introduction, List<Entry> entries) {
    /** Where remarks begin in a line. */
    private static final int REMARK_COLUMN = 76;
    /** A table's symbol holds the hash of its content, of which so much tells tables apart. */
    private static final Pattern HASH = Pattern.compile("(table/[0-9a-f]{8})[0-9a-f]{56}");

    /** Copies the lists. */
    public Listing {
        introduction = List.copyOf(introduction);
        entries = List.copyOf(entries);
    }

    /**
     * One instruction.
     *
     * @param slot its slot, from 0
     * @param bytes its 8 or 16 bytes in hex
     * @param mnemonic the instruction as the kernel would print it, with label names and map symbols
     * @param sections headings before it
     * @param labels labels at it
     * @param comments why it is there
     * @param remarks what it reads, writes or names
     */
    public record Entry(
            int slot,
            String bytes,
            String mnemonic,
            List<String> sections,
            List<String> labels,
            List<String> comments,
            List<String> remarks) {
        /** Copies the lists. */
        public Entry {
            sections = List.copyOf(sections);
            labels = List.copyOf(labels);
            comments = List.copyOf(comments);
            remarks = List.copyOf(remarks);
        }
    }

    static Listing of(String program, Placement placement) {
        var entries = placement.lines().stream()
                .map(line -> {
                    var notes = line.notes();
                    return new Entry(
                            line.slot(),
                            hex(line.instruction()),
                            line.mnemonic(),
                            notes.sections(),
                            notes.labels(),
                            notes.comments(),
                            notes.remarks());
                })
                .toList();
        return new Listing(program, List.of(), entries);
    }

    static Entry entry(int slot, Instruction instruction, String mnemonic, List<String> labels) {
        return new Entry(slot, hex(instruction), mnemonic, List.of(), labels, List.of(), List.of());
    }

    private static String hex(Instruction instruction) {
        return HexFormat.ofDelimiter(" ").formatHex(instruction.bytes());
    }

    /** The same with other lines before it. */
    public Listing introduced(List<String> lines) {
        return new Listing(program, lines, entries);
    }

    /** The whole listing, one line an instruction; of a two-slot load the first eight bytes stand in the line. */
    public String text() {
        var text = new StringBuilder("; program %s\n".formatted(program));
        introduction.forEach(line -> text.append(("; " + line).stripTrailing()).append('\n'));
        for (var entry : entries) {
            entry.sections().forEach(section -> text.append("\n; ==== %s ====\n".formatted(section)));
            entry.comments().forEach(comment -> text.append("        ; %s\n".formatted(comment)));
            entry.labels().forEach(label -> text.append("%s:\n".formatted(label)));
            text.append(line(entry)).append('\n');
        }
        return text.toString();
    }

    private static String line(Entry entry) {
        var mnemonic = HASH.matcher(entry.mnemonic()).replaceAll("$1");
        var line = "%6d: %-24.23s %s".formatted(entry.slot(), entry.bytes(), mnemonic);
        if (entry.remarks().isEmpty()) {
            return line;
        }
        return line + " ".repeat(Math.max(1, REMARK_COLUMN - line.length())) + "; "
                + String.join("; ", entry.remarks());
    }

    @Override
    public String toString() {
        return text();
    }
}
