package dev.damson.console.account;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.router.Route;
import dev.damson.console.kit.Chip;
import dev.damson.console.kit.Facts;
import dev.damson.console.kit.Glyph;
import dev.damson.console.kit.Icon;
import dev.damson.console.kit.Morph;
import dev.damson.console.kit.Words;
import dev.damson.console.place.Place;
import dev.damson.console.policies.PolicyReader;
import dev.damson.console.security.Right;
import dev.damson.console.security.SignedIn;
import dev.damson.console.shell.DomainView;
import dev.damson.console.shell.Domains;
import dev.damson.console.shell.PageHead;
import dev.damson.console.shell.Shell;
import dev.damson.policy.model.Domain;
import dev.damson.policy.model.Enforcement;
import jakarta.annotation.security.PermitAll;
import java.util.Locale;
import java.util.Optional;

/** Who is signed in with which rights, and how the domain is set. What the domain's text says is changed there. */
@Route(value = "t/:tenant/d/:domain/settings", layout = Shell.class)
@PermitAll
public class SettingsPage extends DomainView {
    private final transient PolicyReader policies;
    private final Div cards = new Div();

    SettingsPage(SignedIn signedIn, Domains domains, PolicyReader policies) {
        super(dev.damson.console.place.Section.SETTINGS, signedIn, domains);
        this.policies = policies;
        cards.addClassName("cards");
        var scroll = new Div(cards);
        scroll.addClassNames("main-pane", "scrolls");
        add(new PageHead("Settings").ruled(), scroll);
    }

    @Override
    protected void show(Place place) {
        var fresh = new Div(
                account(),
                domain(policies.read(signedIn().actor(), place.domain()).set().domain(), place),
                commandLine());
        Morph.into(cards, fresh);
    }

    private Section account() {
        var person = signedIn().person();
        var rights = new Div();
        rights.addClassName("chips");
        for (var right : Right.values()) {
            if (right.heldBy(person)) {
                rights.add(new Chip(Glyph.CHECK, right.name().toLowerCase(Locale.ROOT), "allowed"));
            }
        }
        return card(
                Glyph.KEY,
                "Account",
                new Facts()
                        .fact("Name", Words.strong(person.name()))
                        .fact("Is", signedIn().standing())
                        .fact("May", rights)
                        .fact("Password", Words.mono("./damson password " + person.name())));
    }

    private static Section domain(Domain domain, Place place) {
        return card(
                Glyph.GROUP,
                "Domain",
                new Facts()
                        .fact("Name", Words.strong(place.domain().toString()))
                        .fact("Default", domain.defaultAction().word())
                        .fact("Entering", state(domain.state().ingress()))
                        .fact("Leaving", state(domain.state().egress()))
                        .fact("Visibility", domain.visibility().word())
                        .fact(
                                "Changed in",
                                "Policies, Objects, Domain " + place.domain().domain()));
    }

    private static Section commandLine() {
        return card(
                Glyph.FILE,
                "Command line",
                new Facts()
                        .fact("Apply", Words.mono("./damson apply -f examples/shop.yaml"))
                        .fact("Compare", Words.mono("./damson diff -f examples/shop.yaml"))
                        .fact("Export", Words.mono("./damson export"))
                        .fact("Offline", Words.mono("./damson policy --help")));
    }

    private static String state(Optional<Enforcement> state) {
        return state.orElse(Enforcement.ENFORCE) == Enforcement.ENFORCE ? "enforced" : "observed";
    }

    private static Section card(Glyph glyph, String title, Component body) {
        var head = new Div(new Icon(glyph).coloured("secondary"), new H2(title));
        head.addClassName("card-head");
        var card = new Section(head, body);
        card.addClassNames("panel", "card", "third");
        return card;
    }
}
