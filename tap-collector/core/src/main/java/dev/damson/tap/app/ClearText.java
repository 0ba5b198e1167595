package dev.damson.tap.app;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A user name or password that crosses the network for everybody to read. The password itself is forgotten at once; its
 * length stays.
 *
 * @param user printable ASCII; empty where the packet has the password alone
 * @param length of the password in characters; 0 where the packet has the name alone
 * @param how {@code HTTP Basic}, {@code USER and PASS} or {@code IMAP LOGIN}
 */
public record ClearText(String user, int length, String how) {
    /** FTP (RFC 959) and POP3 (RFC 1939) alike. */
    public static final String USER_AND_PASS = "USER and PASS";

    private static final String BASIC = "basic ";
    private static final int LONGEST_LINE = 300;
    private static final Pattern COMMAND = Pattern.compile("(?i)(USER|PASS) (\\S{1,200})\\s*");
    private static final Pattern LOGIN =
            Pattern.compile("(?i)[A-Za-z0-9.]{1,16} LOGIN \"?([^\\s\"]{1,100})\"? \"?([^\\s\"]{1,100})\"?\\s*");

    /** What a TCP payload between two places gives away. */
    public static Optional<ClearText> find(byte[] data, int from, int to) {
        if (to - from < "USER x".length() || !isLetterOrDigit(data[from])) {
            return Optional.empty();
        }
        var http = HttpHead.find(data, from, to);
        return http.isPresent() ? http.flatMap(ClearText::basic) : line(data, from, to);
    }

    private static Optional<ClearText> basic(HttpHead head) {
        return head.headers().stream()
                .filter(header -> header.name().equalsIgnoreCase("authorization"))
                .filter(header -> header.value().toLowerCase(Locale.ROOT).startsWith(BASIC))
                .findFirst()
                .flatMap(header ->
                        decoded(header.value().substring(BASIC.length()).strip()));
    }

    private static Optional<ClearText> decoded(String base64) {
        try {
            var bytes = Base64.getDecoder().decode(base64);
            for (int colon = 0; colon < bytes.length; colon++) {
                if (bytes[colon] == ':') {
                    return Optional.of(new ClearText(Text.of(bytes, 0, colon), bytes.length - colon - 1, "HTTP Basic"));
                }
            }
        } catch (IllegalArgumentException notBase64) {
            // whoever sent it did not give a password away
        }
        return Optional.empty();
    }

    private static Optional<ClearText> line(byte[] data, int from, int to) {
        var text = new String(data, from, Math.min(to - from, LONGEST_LINE), StandardCharsets.ISO_8859_1);
        int end = text.indexOf('\n');
        var line = end < 0 ? text : text.substring(0, end);
        var command = COMMAND.matcher(line);
        if (command.matches()) {
            return Optional.of(
                    command.group(1).equalsIgnoreCase("USER")
                            ? new ClearText(printable(command.group(2)), 0, USER_AND_PASS)
                            : new ClearText("", command.group(2).length(), USER_AND_PASS));
        }
        var login = LOGIN.matcher(line);
        return login.matches()
                ? Optional.of(
                        new ClearText(printable(login.group(1)), login.group(2).length(), "IMAP LOGIN"))
                : Optional.empty();
    }

    private static String printable(String text) {
        var bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return Text.of(bytes, 0, bytes.length);
    }

    private static boolean isLetterOrDigit(byte octet) {
        return octet >= '0' && octet <= '9' || octet >= 'A' && octet <= 'Z' || octet >= 'a' && octet <= 'z';
    }
}
