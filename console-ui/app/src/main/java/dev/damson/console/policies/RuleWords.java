package dev.damson.console.policies;

import com.vaadin.flow.component.html.Span;
import dev.damson.console.kit.Chip;
import dev.damson.console.kit.Glyph;
import dev.damson.console.kit.Icon;
import dev.damson.policy.model.Action;
import dev.damson.policy.model.Expiry;
import dev.damson.policy.model.Rule;
import dev.damson.policy.model.SegmentationPolicy;
import dev.damson.policy.source.Durations;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** A rule in the words of its row. */
final class RuleWords {
    private static final DateTimeFormatter END = DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ENGLISH);

    private RuleWords() {}

    static Span action(Action action) {
        var words = new Span();
        words.addClassNames("with-icon", "strong", tone(action));
        words.add(new Icon(glyph(action), 14), new Span(capital(action.word())));
        return words;
    }

    static Span notes(Rule rule) {
        var notes = new Span();
        notes.addClassName("chips");
        rule.inspect().ifPresent(chain -> notes.add(new Chip(Glyph.APPLIANCE, chain, "plain")));
        rule.expiry().ifPresent(expiry -> notes.add(new Chip(Glyph.EXPIRY, words(expiry), "would-deny")));
        rule.at().ifPresent(end -> notes.add(new Chip("at " + end.word())));
        if (rule.log()) {
            notes.add(new Chip("log"));
        }
        return notes;
    }

    /** Values of a rule under a filter's key. */
    static Collection<String> values(String key, SegmentationPolicy policy, Rule rule) {
        var from = rule.from().stream().map(PeerWords::peer).toList();
        var to = rule.to().stream().map(PeerWords::peer).toList();
        var services = rule.services().stream().map(PeerWords::service).toList();
        return switch (key) {
            case "from", "src" -> from;
            case "to", "dst" -> to;
            case "service" -> services;
            case "action" -> List.of(rule.action().word());
            case "tier" -> List.of(policy.tier());
            case "policy" -> List.of(policy.name());
            case "rule" -> List.of(rule.name(), policy.name() + "/" + rule.name());
            case "any" -> {
                var all = new ArrayList<String>(from);
                all.addAll(to);
                all.addAll(services);
                all.addAll(List.of(policy.name(), rule.name(), rule.action().word()));
                yield all;
            }
            default -> List.of();
        };
    }

    private static String words(Expiry expiry) {
        return switch (expiry) {
            case Expiry.At at -> "Ends " + END.format(at.time().atZone(ZoneOffset.UTC)) + " UTC";
            case Expiry.After after -> "Ends after " + Durations.print(after.duration());
        };
    }

    private static Glyph glyph(Action action) {
        return switch (action) {
            case ALLOW -> Glyph.ALLOWED;
            case DENY, REJECT -> Glyph.DENIED;
            case PASS -> Glyph.DOWN;
        };
    }

    private static String tone(Action action) {
        return switch (action) {
            case ALLOW -> "allowed";
            case DENY, REJECT -> "denied";
            case PASS -> "unknown";
        };
    }

    private static String capital(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }
}
