package dev.damson.console.trace;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Section;
import dev.damson.console.kit.Chip;
import dev.damson.console.kit.Glyph;
import dev.damson.console.kit.Icon;
import dev.damson.console.kit.Verdict;
import dev.damson.console.kit.Words;
import dev.damson.console.place.Place;
import dev.damson.console.policies.RuleLink;
import dev.damson.policy.analyse.TableCell;
import dev.damson.policy.interpret.Decider;
import dev.damson.policy.interpret.EndVerdict;
import dev.damson.policy.interpret.TierStep;
import dev.damson.policy.model.Action;
import dev.damson.policy.model.DefaultAction;
import dev.damson.policy.model.End;
import dev.damson.policy.model.Enforcement;
import java.util.Locale;

/** One end of the path: what each tier said, in the order of asking. */
final class EndCard extends Section {
    private final transient Place place;

    EndCard(Answer answer, EndVerdict end, Place place) {
        this.place = place;
        addClassNames("panel", "card", "end-card");
        var reached = answer.reaches(end);
        setClassName("unreached", !reached);
        var leaving = end.end() == End.SOURCE;
        var address = leaving ? answer.flow().source() : answer.flow().destination();
        var title = new H2((leaving ? "Leaving " : "Entering ") + end.workload());
        var head = new Div(
                new Icon(Glyph.EDGES),
                title,
                Words.hint("%s, %s".formatted(answer.edgeOf(end.workload()), state(end.state()))),
                Words.spring());
        head.addClassName("card-head");
        if (!reached) {
            head.add(new Chip("If it got here"));
        }
        add(head);
        add(step(
                Glyph.CHECK,
                "allowed",
                "Address",
                Words.mono(address.toString()),
                Words.plain(" is the workload's own")));
        end.steps().forEach(step -> add(step(step)));
        answer.cell(end.end()).ifPresent(cell -> add(table(cell)));
        if (end.differs()) {
            var pending = new Div(
                    new Icon(Glyph.OBSERVE, 15).coloured("would-deny"),
                    Words.plain("Pending, once nothing is monitored or observed: "),
                    Words.strong(end.pending().outcome().name().toLowerCase(Locale.ROOT)),
                    Words.plain(" by " + end.pending().by().name()));
            pending.addClassNames("note-line", "would-deny");
            add(pending);
        }
        end.enforced()
                .chain()
                .ifPresent(chain -> add(step(
                        Glyph.APPLIANCE,
                        "secondary",
                        "Chain",
                        Words.strong(chain.name()),
                        Words.plain(" comes next"))));
    }

    /** Where the program on the edge finds this verdict. */
    private static Div table(TableCell cell) {
        var row = step(
                Glyph.TABLE,
                "secondary",
                "Table",
                Words.mono(cell.place()),
                Words.secondary(" of profile %d: identity %d, service class %d, record %d"
                        .formatted(cell.profile(), cell.peer(), cell.service(), cell.record())));
        row.getElement().setAttribute("data-test", "cell");
        return row;
    }

    private Component step(TierStep step) {
        return switch (step) {
            case TierStep.FellThrough(String tier) ->
                step(Glyph.DOWN, "secondary", "Tier " + tier, Words.secondary("no rule matches"));
            case TierStep.Matched(Decider by, Action action) -> decided(by, verdict(action), word(action));
            case TierStep.Isolated(Decider by) -> decided(by, Verdict.DENIED, "Denied, since it isolates the workload");
            case TierStep.Default(DefaultAction action) -> {
                var allows = action == DefaultAction.ALLOW;
                var verdict = allows ? Verdict.ALLOWED : Verdict.DENIED;
                yield highlighted(
                        verdict,
                        Words.strong("The domain's default "),
                        Words.classed(allows ? "allows" : "denies", "strong", verdict.className()));
            }
        };
    }

    private Component decided(Decider by, Verdict verdict, String words) {
        return highlighted(
                verdict,
                Words.strong("Tier " + by.tier() + " "),
                Words.classed(words, "strong", verdict.className()),
                Words.plain(" by "),
                RuleLink.of(by.scope() + "/" + by.name(), place));
    }

    private static Div highlighted(Verdict verdict, Component... words) {
        var line = new Div(words);
        line.addClassName("step-words");
        var row = new Div(new Icon(verdict.glyph()).coloured(verdict.className()), line);
        row.addClassNames("trace-step", "decisive", verdict.className());
        return row;
    }

    private static Div step(Glyph glyph, String tone, String title, Component... words) {
        var line = new Div(Words.strong(title + " "));
        line.add(words);
        line.addClassName("step-words");
        var row = new Div(new Icon(glyph).coloured(tone), line);
        row.addClassName("trace-step");
        return row;
    }

    private static Verdict verdict(Action action) {
        return switch (action) {
            case ALLOW -> Verdict.ALLOWED;
            case DENY, REJECT -> Verdict.DENIED;
            case PASS -> Verdict.UNKNOWN;
        };
    }

    private static String word(Action action) {
        return switch (action) {
            case ALLOW -> "allows";
            case DENY -> "denies";
            case REJECT -> "rejects";
            case PASS -> "passes it to the next tier";
        };
    }

    private static String state(Enforcement state) {
        return state == Enforcement.ENFORCE ? "enforced" : "observed";
    }
}
