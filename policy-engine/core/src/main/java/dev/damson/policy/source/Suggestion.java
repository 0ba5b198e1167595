package dev.damson.policy.source;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody probably meant. */
public final class Suggestion {
    private Suggestion() {}

    /** The candidate nearest to {@code value}, if one is near enough to be a slip of the finger. */
    public static Optional<String> of(String value, Collection<String> candidates) {
        String wanted = value.toLowerCase(Locale.ROOT);
        int most = Math.max(1, Math.min(3, value.length() / 3));
        Optional<String> best = Optional.empty();
        int bestDistance = most + 1;
        for (String candidate : candidates) {
            int distance = distance(wanted, candidate.toLowerCase(Locale.ROOT), bestDistance);
            if (distance < bestDistance) {
                best = Optional.of(candidate);
                bestDistance = distance;
            }
        }
        return best;
    }

    /** {@code did you mean "x"?}, or {@code otherwise}. */
    public static String text(String value, Collection<String> candidates, String otherwise) {
        return of(value, candidates)
                .map(near -> "did you mean " + Quoted.of(near) + "?")
                .orElse(otherwise);
    }

    /** Edits (insert, remove, replace, swap of neighbours) between two words, or {@code limit} if not fewer. */
    private static int distance(String a, String b, int limit) {
        if (Math.abs(a.length() - b.length()) >= limit) {
            return limit;
        }
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            int least = i;
            for (int j = 1; j <= b.length(); j++) {
                int replace = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replace, Math.min(last[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
                least = Math.min(least, row[j]);
            }
            if (least >= limit) {
                return limit;
            }
            int[] spare = beforeLast;
            beforeLast = last;
            last = row;
            row = spare;
        }
        return Math.min(last[b.length()], limit);
    }
}
