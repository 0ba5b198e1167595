package dev.damson.policy.source;

import java.util.List;
import java.util.Optional;

/** A document as written, each node with its place. */
public sealed interface YamlNode {
    Span span();

    /**
     * @param text the value with escapes resolved
     * @param plain whether it stands without quotes, so that its form says its type
     */
    record Scalar(Span span, String text, boolean plain) implements YamlNode {}

    record Sequence(Span span, List<YamlNode> items, boolean flow) implements YamlNode {}

    record Mapping(Span span, List<Entry> entries, boolean flow) implements YamlNode {
        Optional<YamlNode> get(String key) {
            return entries.stream()
                    .filter(entry -> entry.key().text().equals(key))
                    .map(Entry::value)
                    .findFirst();
        }
    }

    /** Stands where a file has an alias that is not followed, which is reported when it is met; nothing more is said about it. */
    record Alias(Span span) implements YamlNode {}

    record Entry(Scalar key, YamlNode value) {}
}
