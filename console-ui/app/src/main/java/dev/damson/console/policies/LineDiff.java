package dev.damson.console.policies;

import java.util.ArrayList;
import java.util.List;

/** The lines that differ between two texts, each with a few unchanged lines around it. */
final class LineDiff {
    /** Unchanged lines shown around a change. */
    private static final int CONTEXT = 3;
    /** The table of the comparison grows with the product of both lengths; longer texts are shown as replaced. */
    private static final int MOST_LINES = 2_000;

    /** One line: {@code +}, {@code -}, a blank, or {@code …} where unchanged lines are left out. */
    record Line(char sign, String text) {
        String tone() {
            return switch (sign) {
                case '+' -> "added";
                case '-' -> "removed";
                case '…' -> "skipped";
                default -> "same";
            };
        }
    }

    private LineDiff() {}

    static List<Line> of(String before, String after) {
        var old = lines(before);
        var fresh = lines(after);
        if (old.size() > MOST_LINES || fresh.size() > MOST_LINES) {
            var all = new ArrayList<Line>();
            old.forEach(line -> all.add(new Line('-', line)));
            fresh.forEach(line -> all.add(new Line('+', line)));
            return all;
        }
        return shortened(walk(old, fresh, common(old, fresh)));
    }

    private static List<String> lines(String text) {
        return text.isEmpty() ? List.of() : text.lines().toList();
    }

    /** Length of the longest common subsequence of the tails from each pair of positions. */
    private static int[][] common(List<String> old, List<String> fresh) {
        var length = new int[old.size() + 1][fresh.size() + 1];
        for (var i = old.size() - 1; i >= 0; i--) {
            for (var j = fresh.size() - 1; j >= 0; j--) {
                length[i][j] = old.get(i).equals(fresh.get(j))
                        ? length[i + 1][j + 1] + 1
                        : Math.max(length[i + 1][j], length[i][j + 1]);
            }
        }
        return length;
    }

    private static List<Line> walk(List<String> old, List<String> fresh, int[][] common) {
        var lines = new ArrayList<Line>();
        var i = 0;
        var j = 0;
        while (i < old.size() || j < fresh.size()) {
            if (i < old.size() && j < fresh.size() && old.get(i).equals(fresh.get(j))) {
                lines.add(new Line(' ', old.get(i++)));
                j++;
            } else if (j == fresh.size() || i < old.size() && common[i + 1][j] >= common[i][j + 1]) {
                lines.add(new Line('-', old.get(i++)));
            } else {
                lines.add(new Line('+', fresh.get(j++)));
            }
        }
        return lines;
    }

    private static List<Line> shortened(List<Line> lines) {
        var near = new boolean[lines.size()];
        for (var at = 0; at < near.length; at++) {
            if (lines.get(at).sign() != ' ') {
                for (var around = Math.max(0, at - CONTEXT);
                        around <= Math.min(near.length - 1, at + CONTEXT);
                        around++) {
                    near[around] = true;
                }
            }
        }
        var shown = new ArrayList<Line>();
        for (var at = 0; at < near.length; at++) {
            if (near[at]) {
                shown.add(lines.get(at));
            } else if (shown.isEmpty() || shown.getLast().sign() != '…') {
                shown.add(new Line('…', ""));
            }
        }
        return shown;
    }
}
