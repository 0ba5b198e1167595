package dev.damson.console.shell;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import dev.damson.console.kit.Empty;
import dev.damson.console.kit.Glyph;
import dev.damson.console.place.Place;
import dev.damson.console.place.Section;
import dev.damson.console.security.SignedIn;
import jakarta.annotation.security.PermitAll;

/** The root: leads to the first domain of whoever signed in, or says that there is none. */
@Route(value = "", layout = Shell.class)
@PageTitle("Damson")
@PermitAll
public class HomeView extends Div implements BeforeEnterObserver {
    private final transient SignedIn signedIn;
    private final transient Domains domains;

    HomeView(SignedIn signedIn, Domains domains) {
        this.signedIn = signedIn;
        this.domains = domains;
        addClassName("page");
        add(Empty.nothingYet(
                Glyph.GROUP,
                "No domain yet",
                "A virtual domain is an isolated network of workloads. Platform admins create one with"
                        + " ./damson apply -f and a file with a Domain and its Workloads."));
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        domains.of(signedIn.actor()).stream()
                .findFirst()
                .ifPresent(domain ->
                        event.forwardTo(Place.of(domain, Section.TOPOLOGY).address()));
    }
}
