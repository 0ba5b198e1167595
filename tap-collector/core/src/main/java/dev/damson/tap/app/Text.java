package dev.damson.tap.app;

import java.util.Locale;

/** Text out of packets: written by strangers, so only printable ASCII is kept as it is. */
public final class Text {
    /** What a tree or a stored fact holds of one value: longer ones are attacks or payload. */
    public static final int MOST_CHARACTERS = 256;

    private Text() {}

    /** The bytes from {@code from} to before {@code to}; others than printable ASCII as {@code \xNN}, long ones cut with …. */
    public static String of(byte[] data, int from, int to) {
        var text = new StringBuilder(Math.min(MOST_CHARACTERS, Math.max(0, to - from)));
        for (int i = from; i < to; i++) {
            if (text.length() >= MOST_CHARACTERS) {
                return text.append('…').toString();
            }
            append(text, data[i]);
        }
        return text.toString();
    }

    static void append(StringBuilder text, byte octet) {
        if (octet >= 0x20 && octet < 0x7f && octet != '\\') {
            text.append((char) octet);
        } else {
            text.append(String.format(Locale.ROOT, "\\x%02x", octet & 0xff));
        }
    }

    /** Lower-case hexadecimal with {@code 0x}. */
    public static String hex(long value, int digits) {
        return String.format(Locale.ROOT, "0x%0" + digits + "x", value);
    }

    /** {@code 1 byte}, {@code 2 bytes}. */
    public static String bytes(int count) {
        return count == 1 ? "1 byte" : count + " bytes";
    }
}
