package dev.damson.policy.imports.openstack;

import dev.damson.policy.source.Located;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One object or one row of a table: its single values by their API names, and where it stands.
 *
 * @param values keys in lower case with underscores; null and empty values are left out
 */
record Entry(Map<String, String> values, Located where) {
    private static final Pattern PAIR = Pattern.compile("(\\w+)='([^']*)'");

    /** What the command line calls some fields. */
    private static final Map<String, String> COLUMNS = Map.ofEntries(
            Map.entry("ip_protocol", "protocol"),
            Map.entry("ip_range", "remote_ip_prefix"),
            Map.entry("remote_security_group", "remote_group_id"),
            Map.entry("remote_address_group", "remote_address_group_id"),
            Map.entry("security_group", "security_group_id"),
            Map.entry("project", "project_id"));

    static Entry of(Located located) {
        var values = new LinkedHashMap<String, String>();
        located.entries().forEach((key, value) -> value.scalar().ifPresent(text -> put(values, key, text)));
        return new Entry(values, located);
    }

    /** The rules that older command lines print as lines of {@code name='value'}. */
    static List<Entry> ofLines(Located located) {
        return located.scalar()
                .orElse("")
                .lines()
                .filter(line -> !line.isBlank())
                .map(line -> {
                    var values = new LinkedHashMap<String, String>();
                    var pairs = PAIR.matcher(line);
                    while (pairs.find()) {
                        put(values, pairs.group(1), pairs.group(2));
                    }
                    return new Entry(values, located);
                })
                .toList();
    }

    private static void put(Map<String, String> values, String key, String text) {
        if (!text.isEmpty() && !text.equals("None")) {
            String name = key.toLowerCase(Locale.ROOT).replace(' ', '_');
            values.putIfAbsent(COLUMNS.getOrDefault(name, name), text);
        }
    }

    Entry with(String key, String value) {
        var more = new LinkedHashMap<>(values);
        more.putIfAbsent(key, value);
        return new Entry(more, where);
    }

    Optional<String> get(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /** The place of a field, or of the whole entry if the field stands under another name. */
    Located at(String key) {
        return where.at(key).orElse(where);
    }
}
