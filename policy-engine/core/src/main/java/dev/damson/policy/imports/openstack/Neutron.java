package dev.damson.policy.imports.openstack;

import dev.damson.policy.source.Located;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What some documents hold, whichever of the forms they have. */
final class Neutron {
    final Map<String, Entry> groups = new LinkedHashMap<>();
    final List<Entry> rules = new ArrayList<>();
    final Map<String, Entry> ports = new LinkedHashMap<>();
    final Map<String, Located> addressGroups = new LinkedHashMap<>();
    /** Groups whose rules are at hand, if there are none too. */
    final Set<String> withRules = new LinkedHashSet<>();

    static boolean recognises(Located document) {
        return form(document) != Form.OTHER;
    }

    private enum Form {
        ENVELOPE,
        GROUP,
        RULE,
        PORT,
        TABLE,
        OTHER
    }

    private static final List<String> ENVELOPES = List.of(
            "security_groups",
            "security_group",
            "security_group_rules",
            "security_group_rule",
            "ports",
            "port",
            "address_groups");

    private static Form form(Located located) {
        if (located.isList()) {
            var items = located.itemsOrNone();
            return !items.isEmpty() && form(items.getFirst()) != Form.OTHER ? Form.TABLE : Form.OTHER;
        }
        var keys = located.entries();
        if (keys.containsKey("apiVersion")) {
            return Form.OTHER;
        }
        if (ENVELOPES.stream()
                .anyMatch(key -> keys.containsKey(key)
                        && (keys.get(key).isList() || keys.get(key).isMapping()))) {
            return Form.ENVELOPE;
        }
        if (keys.containsKey("mac_address") || keys.containsKey("MAC Address")) {
            return Form.PORT;
        }
        if (keys.containsKey("IP Protocol") || keys.containsKey("ethertype") || keys.containsKey("ether_type")) {
            return Form.RULE;
        }
        boolean named = keys.containsKey("id") && keys.containsKey("name")
                || keys.containsKey("ID") && keys.containsKey("Name");
        return named
                        && (keys.containsKey("rules")
                                || keys.containsKey("security_group_rules")
                                || keys.containsKey("Project"))
                ? Form.GROUP
                : Form.OTHER;
    }

    void add(Located located) {
        switch (form(located)) {
            case TABLE -> located.itemsOrNone().forEach(this::add);
            case ENVELOPE -> located.entries().forEach(this::envelope);
            case GROUP -> group(located);
            case RULE -> rules.add(Entry.of(located));
            case PORT -> port(located);
            case OTHER -> {}
        }
    }

    private void envelope(String key, Located value) {
        var items = value.isList() ? value.itemsOrNone() : List.of(value);
        for (Located item : items) {
            switch (key) {
                case "security_groups", "security_group" -> group(item);
                case "security_group_rules", "security_group_rule" -> rules.add(Entry.of(item));
                case "ports", "port" -> port(item);
                case "address_groups" -> Entry.of(item).get("id").ifPresent(id -> addressGroups.put(id, item));
                default -> {}
            }
        }
    }

    private void group(Located located) {
        var entry = Entry.of(located);
        String id = entry.get("id").orElse("");
        groups.put(id, entry);
        for (String field : List.of("security_group_rules", "rules")) {
            located.at(field).ifPresent(given -> {
                withRules.add(id);
                var all = given.isList()
                        ? given.itemsOrNone().stream().map(Entry::of).toList()
                        : Entry.ofLines(given);
                all.forEach(rule -> rules.add(rule.with("security_group_id", id)));
            });
        }
    }

    private void port(Located located) {
        var entry = Entry.of(located);
        ports.put(entry.get("id").orElse(Integer.toString(ports.size())), entry);
    }
}
