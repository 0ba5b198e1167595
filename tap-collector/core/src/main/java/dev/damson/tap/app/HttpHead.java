package dev.damson.tap.app;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * First line and headers of an HTTP/1 message, as far as the packet holds them.
 *
 * @param method empty in a response
 * @param target as sent, with its query; empty in a response
 * @param status 0 in a request
 * @param length bytes from the first line to the end of the last header read
 */
public record HttpHead(
        boolean request,
        String method,
        String target,
        int status,
        String firstLine,
        int firstLineLength,
        List<Header> headers,
        int length) {
    /** Servers refuse more. */
    private static final int LONGEST_HEAD = 16 << 10;

    private static final int MOST_HEADERS = 100;
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH");
    private static final int LONGEST_METHOD = 7;

    public HttpHead {
        headers = List.copyOf(headers);
    }

    /** @param offset in the packet, of the whole line */
    public record Header(String name, String value, int offset, int length) {}

    /** The head between two places of a packet, if it begins like one. */
    public static Optional<HttpHead> find(byte[] data, int from, int to) {
        int end = Math.min(to, from + LONGEST_HEAD);
        boolean response = starts(data, from, end, "HTTP/1.");
        if (!response && !METHODS.contains(word(data, from, end))) {
            return Optional.empty();
        }
        int lineEnd = lineEnd(data, from, end);
        var line = Text.of(data, from, lineEnd);
        var headers = new ArrayList<Header>();
        int at = next(data, lineEnd, end);
        while (at < end && headers.size() < MOST_HEADERS) {
            int stop = lineEnd(data, at, end);
            if (stop == at) {
                at = next(data, stop, end);
                break;
            }
            headers.add(header(data, at, stop));
            at = next(data, stop, end);
        }
        var words = line.split(" ", 3);
        return Optional.of(new HttpHead(
                !response,
                response ? "" : words[0],
                response || words.length < 2 ? "" : words[1],
                response && words.length > 1 ? status(words[1]) : 0,
                line,
                lineEnd - from,
                headers,
                at - from));
    }

    /** The host that the request names; empty if it names none. */
    public String host() {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase("host"))
                .map(Header::value)
                .findFirst()
                .orElse("");
    }

    /** The target without its query, which may hold secrets. */
    public String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    /** {@code GET shop/cart} or {@code status 200}; without the query. */
    public String summary() {
        return request ? method + " " + host() + path() : "status " + status;
    }

    private static Header header(byte[] data, int from, int to) {
        int colon = from;
        while (colon < to && data[colon] != ':') {
            colon++;
        }
        int value = Math.min(to, colon + 1);
        while (value < to && data[value] == ' ') {
            value++;
        }
        return new Header(Text.of(data, from, colon), Text.of(data, value, to), from, to - from);
    }

    private static int status(String text) {
        return text.matches("[1-9][0-9]{2}") ? Integer.parseInt(text) : 0;
    }

    private static String word(byte[] data, int from, int end) {
        int stop = from;
        while (stop < end && stop - from <= LONGEST_METHOD && data[stop] != ' ') {
            stop++;
        }
        return stop < end && data[stop] == ' ' ? new String(data, from, stop - from, StandardCharsets.US_ASCII) : "";
    }

    private static boolean starts(byte[] data, int from, int end, String text) {
        if (end - from < text.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (data[from + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static int lineEnd(byte[] data, int from, int end) {
        int at = from;
        while (at < end && data[at] != '\n') {
            at++;
        }
        return at > from && at < end && data[at - 1] == '\r' ? at - 1 : at;
    }

    private static int next(byte[] data, int lineEnd, int end) {
        int at = lineEnd;
        while (at < end && data[at] == '\r') {
            at++;
        }
        return at < end ? at + 1 : end;
    }
}
