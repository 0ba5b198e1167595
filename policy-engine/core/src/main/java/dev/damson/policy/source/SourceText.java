package dev.damson.policy.source;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Bytes to text: UTF-8 alone, bounded, and nothing that does not print. */
final class SourceText {
    /** 40,000 rules; room for every limit of a domain, and one file cannot take the memory of the others. */
    static final int MOST_BYTES = 16 << 20;

    /**
     * A word between blanks or quotes; Kubernetes' largest value, 1 MiB in base 64, is one. The parser's time grows with
     * its square.
     */
    static final int MOST_WORD = 3 << 19;

    private static final Span TOP = new Span(1, 1, 0, 0);
    private static final char BYTE_ORDER_MARK = '\ufeff';

    private SourceText() {}

    static Optional<String> decode(byte[] bytes, Problems problems) {
        if (bytes.length > MOST_BYTES) {
            tooLarge(bytes.length, problems);
            return Optional.empty();
        }
        if (bytes.length >= 2 && (startsWith(bytes, 0xfe, 0xff) || startsWith(bytes, 0xff, 0xfe) || hasZero(bytes))) {
            problems.error(TOP, "", "", "the file is UTF-16 or UTF-32, not UTF-8", "save it as UTF-8");
            return Optional.empty();
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        var input = ByteBuffer.wrap(bytes);
        var output = CharBuffer.allocate(bytes.length);
        var result = decoder.decode(input, output, true);
        output.flip();
        if (result.isError()) {
            String before = output.toString();
            int lineStart = before.lastIndexOf('\n') + 1;
            int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
            String octet = String.format("0x%02x", bytes[input.position()]);
            problems.error(
                    new Span(line, before.length() - lineStart + 1, 0, 0),
                    "",
                    octet,
                    "byte " + octet + " is not UTF-8",
                    "save the file as UTF-8");
            return Optional.empty();
        }
        return check(output.toString(), problems);
    }

    static Optional<String> check(String given, Problems problems) {
        if (given.length() > MOST_BYTES) {
            tooLarge(given.length(), problems);
            return Optional.empty();
        }
        String text = !given.isEmpty() && given.charAt(0) == BYTE_ORDER_MARK ? given.substring(1) : given;
        int line = 1;
        int lineStart = 0;
        int wordStart = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c == '"' || c == '\'' || c == '\\' || c == ',') {
                wordStart = i + 1;
            } else if (i - wordStart >= MOST_WORD) {
                problems.error(
                        new Span(line, wordStart - lineStart + 1, wordStart, i),
                        "",
                        "",
                        "a word of more than " + MOST_WORD + " characters begins here",
                        "split it");
                return Optional.empty();
            }
            if (c == '\n') {
                line++;
                lineStart = i + 1;
            } else if (!isPrintable(text, i)) {
                String shown = String.format("U+%04X", (int) c);
                problems.error(
                        new Span(line, i - lineStart + 1, i, i + 1),
                        "",
                        shown,
                        "character " + shown + " may not stand in a file",
                        "remove it, or write it as an escape in double quotes");
                return Optional.empty();
            }
        }
        return Optional.of(text);
    }

    /** YAML 1.2, production c-printable. */
    private static boolean isPrintable(String text, int at) {
        char c = text.charAt(at);
        if (Character.isHighSurrogate(c)) {
            return at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1));
        }
        if (Character.isLowSurrogate(c)) {
            return at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
        }
        return c >= 0x20 && c <= 0x7e
                || c == '\t'
                || c == '\r'
                || c == 0x85
                || c >= 0xa0 && c <= 0xd7ff
                || c >= 0xe000 && c <= 0xfffd && c != BYTE_ORDER_MARK;
    }

    private static boolean startsWith(byte[] bytes, int first, int second) {
        return (bytes[0] & 0xff) == first && (bytes[1] & 0xff) == second;
    }

    private static boolean hasZero(byte[] bytes) {
        return bytes[0] == 0 || bytes[1] == 0;
    }

    private static void tooLarge(int length, Problems problems) {
        problems.error(
                TOP,
                "",
                length + " bytes",
                "the file has " + length + " bytes, more than the " + MOST_BYTES + " that are read",
                "split it");
    }
}
