package dev.damson.tap.app;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Optional;

/** Reads one DNS message; stops where the bytes end or make no sense. */
final class DnsReader {
    /** More records than a resolver sends; each costs a line in a tree. */
    private static final int MOST_RECORDS = 64;
    /** RFC 1035, section 3.1. */
    private static final int LONGEST_NAME = 255;

    private static final int RECORD_FIXED = 10;

    private final byte[] data;
    private final int start;
    private final int end;
    private int at;

    DnsReader(byte[] data, int start, int end) {
        this.data = data;
        this.start = start;
        this.end = end;
    }

    /** The header's 12 bytes must be there. */
    DnsMessage message() {
        int flags = Bytes.u16(data, start + 2);
        var questions = new ArrayList<DnsMessage.Question>();
        var answers = new ArrayList<DnsMessage.Answer>();
        at = start + 12;
        boolean whole = true;
        for (int i = Math.min(MOST_RECORDS, Bytes.u16(data, start + 4)); i > 0 && whole; i--) {
            whole = question().map(questions::add).orElse(false);
        }
        for (int i = Math.min(MOST_RECORDS, Bytes.u16(data, start + 6)); i > 0 && whole; i--) {
            whole = answer().map(answers::add).orElse(false);
        }
        return new DnsMessage(start, Bytes.u16(data, start), (flags & 0x8000) != 0, flags & 0xf, questions, answers);
    }

    private Optional<DnsMessage.Question> question() {
        int from = at;
        var name = name();
        if (name.isEmpty() || end - at < 4) {
            return Optional.empty();
        }
        var type = DnsMessage.typeName(Bytes.u16(data, at));
        at += 4;
        return Optional.of(new DnsMessage.Question(name.get(), type, from, at - from));
    }

    private Optional<DnsMessage.Answer> answer() {
        int from = at;
        var name = name();
        if (name.isEmpty() || end - at < RECORD_FIXED) {
            return Optional.empty();
        }
        int type = Bytes.u16(data, at);
        int ttlOffset = at + 4 - from;
        long ttl = Bytes.u32(data, at + 4);
        int length = Bytes.u16(data, at + 8);
        int value = at + RECORD_FIXED;
        if (end - value < length) {
            return Optional.empty();
        }
        var text = value(type, value, length);
        at = value + length;
        return Optional.of(
                new DnsMessage.Answer(name.get(), DnsMessage.typeName(type), ttl, text, from, at - from, ttlOffset));
    }

    private String value(int type, int from, int length) {
        return switch (type) {
            case 1, 28 ->
                length == 4 || length == 16
                        ? AddressText.of(Arrays.copyOfRange(data, from, from + length))
                        : Text.bytes(length);
            case 2, 5, 12 -> {
                at = from;
                yield name().orElse(Text.bytes(length));
            }
            default -> Text.bytes(length);
        };
    }

    /** Reads the name at {@code at}; a pointer may only lead backwards, so no chain of them is without end. */
    private Optional<String> name() {
        var text = new StringBuilder();
        int cursor = at;
        int lowest = at;
        boolean jumped = false;
        while (cursor < end) {
            int length = Bytes.u8(data, cursor);
            if (length == 0) {
                at = jumped ? at : cursor + 1;
                return Optional.of(text.isEmpty() ? "." : text.toString());
            }
            if (length >= 0xc0) {
                if (end - cursor < 2) {
                    return Optional.empty();
                }
                int target = start + (Bytes.u16(data, cursor) & 0x3fff);
                if (target >= lowest) {
                    return Optional.empty();
                }
                at = jumped ? at : cursor + 2;
                jumped = true;
                lowest = target;
                cursor = target;
                continue;
            }
            if (length > 63 || end - cursor <= length || text.length() > LONGEST_NAME) {
                return Optional.empty();
            }
            if (!text.isEmpty()) {
                text.append('.');
            }
            text.append(Text.of(data, cursor + 1, cursor + 1 + length).replace(".", "\\x2e"));
            cursor += length + 1;
        }
        return Optional.empty();
    }
}
