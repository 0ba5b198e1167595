package dev.damson.policy.ebpf;

import java.util.HexFormat;
import java.util.List;

/**
 * A program as annotated text, for people.
 *
 * @param program the program's name
 * @param entries its instructions in order
 */
public record Listing(String program, List<Entry> entries) {
    /** Copies the entries. */
    public Listing {
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
     */
    public record Entry(
            int slot,
            String bytes,
            String mnemonic,
            List<String> sections,
            List<String> labels,
            List<String> comments) {
        /** Copies the lists. */
        public Entry {
            sections = List.copyOf(sections);
            labels = List.copyOf(labels);
            comments = List.copyOf(comments);
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
                            notes.comments());
                })
                .toList();
        return new Listing(program, entries);
    }

    static Entry entry(int slot, Instruction instruction, String mnemonic, List<String> labels) {
        return new Entry(slot, hex(instruction), mnemonic, List.of(), labels, List.of());
    }

    private static String hex(Instruction instruction) {
        return HexFormat.ofDelimiter(" ").formatHex(instruction.bytes());
    }

    /** The whole listing, one line an instruction; of a two-slot load the first eight bytes stand in the line. */
    public String text() {
        var text = new StringBuilder("; program %s\n".formatted(program));
        for (var entry : entries) {
            entry.sections().forEach(section -> text.append("\n; ==== %s ====\n".formatted(section)));
            entry.labels().forEach(label -> text.append("%s:\n".formatted(label)));
            entry.comments().forEach(comment -> text.append("        ; %s\n".formatted(comment)));
            text.append("%6d: %-24.23s %s\n".formatted(entry.slot(), entry.bytes(), entry.mnemonic()));
        }
        return text.toString();
    }

    @Override
    public String toString() {
        return text();
    }
}
