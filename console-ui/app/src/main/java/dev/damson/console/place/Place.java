package dev.damson.console.place;

import com.vaadin.flow.router.QueryParameters;
import dev.damson.console.filter.Filter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The state of a view, which is its address. {@code extra} has what only one view knows.
 *
 * @param selected id of the object in the drawer, or empty
 */
public record Place(DomainRef domain, Section section, Filter filter, String selected, Map<String, String> extra) {
    private static final String FILTER = "q";
    private static final String SELECTED = "sel";

    public Place {
        extra = Map.copyOf(extra);
    }

    public static Place of(DomainRef domain, Section section) {
        return new Place(domain, section, Filter.NONE, "", Map.of());
    }

    public static Place read(DomainRef domain, Section section, QueryParameters query) {
        var extra = new TreeMap<String, String>();
        query.getParameters().forEach((key, values) -> extra.put(key, values.isEmpty() ? "" : values.getLast()));
        var filter = Filter.parse(extra.getOrDefault(FILTER, ""));
        var selected = extra.getOrDefault(SELECTED, "");
        extra.remove(FILTER);
        extra.remove(SELECTED);
        return new Place(domain, section, filter, selected, extra);
    }

    /** Another view of the same domain: filter and time range stay, what was selected does not. */
    public Place in(Section other) {
        var kept = new TreeMap<>(extra);
        kept.keySet().retainAll(List.of("from", "to", "rev"));
        return new Place(domain, other, filter, "", kept);
    }

    public Place select(String id) {
        return new Place(domain, section, filter, id, extra);
    }

    public Place filtered(Filter other) {
        return new Place(domain, section, other, selected, extra);
    }

    public Place with(String key, String value) {
        var changed = new TreeMap<>(extra);
        if (value.isEmpty()) {
            changed.remove(key);
        } else {
            changed.put(key, value);
        }
        return new Place(domain, section, filter, selected, changed);
    }

    public String extra(String key, String otherwise) {
        return extra.getOrDefault(key, otherwise);
    }

    /** The address relative to the root of the application, without a leading slash. */
    public String address() {
        var query = new LinkedHashMap<String, String>();
        if (!filter.isEmpty()) {
            query.put(FILTER, filter.toString());
        }
        new TreeMap<>(extra).forEach(query::put);
        if (!selected.isEmpty()) {
            query.put(SELECTED, selected);
        }
        var path = "t/%s/d/%s/%s".formatted(encode(domain.tenant()), encode(domain.domain()), section.path());
        return query.isEmpty()
                ? path
                : path + "?"
                        + query.entrySet().stream()
                                .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
                                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
