package dev.damson.console.kit;

import java.util.Locale;

/** Numbers as people read them. */
public final class Figures {
    private static final long MILLION = 1_000_000;
    private static final long BILLION = 1_000_000_000;
    /** From here on digits beyond the third tell nothing. */
    private static final long EXACT_BELOW = 100_000;

    private Figures() {}

    public static String count(long number) {
        if (number < EXACT_BELOW) {
            return String.format(Locale.ROOT, "%,d", number);
        }
        if (number < MILLION) {
            return String.format(Locale.ROOT, "%.0f k", number / 1e3);
        }
        return number < BILLION
                ? String.format(Locale.ROOT, "%.1f M", number / 1e6)
                : String.format(Locale.ROOT, "%.1f G", number / 1e9);
    }

    /** A rate with the digits that matter: {@code 310/s}, {@code 4.2/s}, {@code 0.02/s}. */
    public static String perSecond(double rate) {
        if (rate >= 10) {
            return count(Math.round(rate)) + "/s";
        }
        return trimmed(String.format(Locale.ROOT, rate >= 0.1 ? "%.1f" : "%.2f", rate)) + "/s";
    }

    public static String bytes(long bytes) {
        if (bytes < 1_000) {
            return bytes + " B";
        }
        if (bytes < MILLION) {
            return trimmed(String.format(Locale.ROOT, "%.1f", bytes / 1e3)) + " kB";
        }
        return trimmed(String.format(Locale.ROOT, "%.1f", bytes / 1e6)) + " MB";
    }

    /** {@code 1 rule}, {@code 2 rules}. */
    public static String of(long number, String noun) {
        return number == 1 ? "1 " + noun : count(number) + " " + plural(noun);
    }

    private static String plural(String noun) {
        return noun.endsWith("y") && !noun.endsWith("ey") ? noun.substring(0, noun.length() - 1) + "ies" : noun + "s";
    }

    private static String trimmed(String digits) {
        return digits.contains(".") ? digits.replaceAll("0+$", "").replaceAll("\\.$", "") : digits;
    }
}
