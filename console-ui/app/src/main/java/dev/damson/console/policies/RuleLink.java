package dev.damson.console.policies;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import dev.damson.console.kit.Words;
import dev.damson.console.place.Place;
import dev.damson.console.place.Section;

/** A rule as a link to its own line; what decided instead of a rule stands as plain words. */
public final class RuleLink {
    private static final int PARTS = 3;

    private RuleLink() {}

    /** As {@code policy/rule}: the domain stands in the view's own address. */
    public static Component of(String rule, Place place) {
        return of(rule, local(rule), place);
    }

    /** By its bare name, where room is short. */
    public static Component bare(String rule, Place place) {
        return of(rule, rule.substring(rule.lastIndexOf('/') + 1), place);
    }

    /** Empty where no line says it: the domain's default, a drop reason. */
    public static String address(String rule, Place place) {
        return rule.split("/", -1).length < PARTS
                ? ""
                : place.in(Section.POLICIES).select("r:" + local(rule)).address();
    }

    /** A rule's path without its domain. */
    public static String local(String rule) {
        return rule.substring(rule.indexOf('/') + 1);
    }

    private static Component of(String rule, String words, Place place) {
        if (rule.isEmpty()) {
            return Words.secondary("domain default");
        }
        var address = address(rule, place);
        if (address.isEmpty()) {
            return Words.secondary(words);
        }
        var link = new Anchor(address, words);
        link.setTitle(rule);
        link.getElement().setAttribute("router-link", true);
        return link;
    }
}
