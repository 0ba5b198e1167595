package dev.damson.console.taps;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import dev.damson.console.kit.Glyph;
import dev.damson.console.kit.Press;
import dev.damson.console.kit.Toast;
import dev.damson.console.place.DomainRef;
import dev.damson.console.policies.Outcomes;
import dev.damson.console.policies.PolicyBook;
import dev.damson.console.policies.TapWish;
import dev.damson.console.security.Right;
import dev.damson.console.security.SignedIn;
import dev.damson.director.Director;
import dev.damson.director.command.Outcome;
import dev.damson.policy.model.VirtualTap;
import dev.damson.policy.source.PolicyWriter;

/** Begins a tap. What it would copy is shown while it is described; a reason and an end are required. */
final class TapDialog extends Dialog {
    private final transient SignedIn signedIn;
    private final transient Director director;
    private final transient DomainRef domain;
    private final TapFields fields;
    private final ForecastPanel forecast = new ForecastPanel();
    private final Press begin = Press.primary(Glyph.TAPS, "Begin", this::begin).named("tap-begin");
    private long asked;

    TapDialog(SignedIn signedIn, Director director, PolicyBook book, TapWish wish) {
        this.signedIn = signedIn;
        this.director = director;
        this.domain = book.domain();
        setHeaderTitle("New tap");
        setWidth("760px");
        fields = new TapFields(book.set(), wish, signedIn.may(Right.TAP_PAYLOAD), this::changed);
        add(new Div(fields, forecast));
        getFooter().add(Press.plain("Cancel", this::close), begin);
        addOpenedChangeListener(event -> {
            if (event.isOpened()) {
                changed();
            }
        });
    }

    private void changed() {
        begin.setEnabled(false);
        if (!isOpened()) {
            return;
        }
        try {
            var tap = fields.tap();
            begin.setEnabled(fields.hasReason());
            begin.setTitle(fields.hasReason() ? "" : "Say why: the audit and everyone who sees the tap get the reason");
            ask(tap);
        } catch (IllegalArgumentException missing) {
            asked++;
            forecast.say(String.valueOf(missing.getMessage()));
        }
    }

    /** Away from the screen; only the latest answer counts. */
    private void ask(VirtualTap tap) {
        // One that an address asks for is opened before it is part of the window.
        var ui = getUI().orElseGet(UI::getCurrent);
        var actor = signedIn.actor();
        long number = ++asked;
        Thread.ofVirtual().name("forecast").start(() -> {
            Runnable told;
            try {
                var found = director.forecastTap(actor, domain.tenant(), domain.domain(), text(tap, "forecast"));
                told = () -> found.ifPresent(seen -> forecast.show(tap, seen));
            } catch (RuntimeException failed) {
                told = () -> forecast.say(String.valueOf(failed.getMessage()));
            }
            var last = told;
            var _ = ui.access(() -> {
                if (number == asked) {
                    last.run();
                }
            });
        });
    }

    private void begin() {
        var tap = fields.tap();
        var outcome = director.startTap(signedIn.actor(), domain.tenant(), domain.domain(), text(tap, tap.reason()));
        if (Outcomes.isDone(outcome)) {
            Toast.done("Tap " + tap.name() + ": " + Outcomes.words(outcome));
            close();
        } else if (outcome instanceof Outcome.Waiting) {
            Toast.done(Outcomes.words(outcome));
            close();
        } else {
            Toast.failed(Outcomes.words(outcome));
        }
    }

    /** A forecast is asked for before there is a reason. */
    private static String text(VirtualTap tap, String reason) {
        return PolicyWriter.yaml(tap.withReason(reason));
    }
}
