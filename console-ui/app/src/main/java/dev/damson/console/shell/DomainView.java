package dev.damson.console.shell;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.NotFoundException;
import dev.damson.console.kit.Ticker;
import dev.damson.console.place.Address;
import dev.damson.console.place.DomainRef;
import dev.damson.console.place.Place;
import dev.damson.console.place.Section;
import dev.damson.console.security.MissingRight;
import dev.damson.console.security.Right;
import dev.damson.console.security.SignedIn;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A view of one domain. It checks tenant and right before anything is read, keeps its state in the address, and is
 * shown again when the domain changes. A foreign tenant's domain is as absent as one that does not exist.
 */
public abstract class DomainView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    private static final Duration REDRAW = Duration.ofMillis(500);

    private final Section section;
    private final transient SignedIn signedIn;
    private final transient Domains domains;
    private transient Place place;
    private Domains.@Nullable Stop subscription;

    protected DomainView(Section section, SignedIn signedIn, Domains domains) {
        this.section = section;
        this.signedIn = signedIn;
        this.domains = domains;
        this.place = Place.of(new DomainRef("", ""), section);
        addClassName("page");
    }

    /** Draws the place: called on entering, on each change of the address, and when the domain changed. */
    protected abstract void show(Place place);

    @Override
    public final void beforeEnter(BeforeEnterEvent event) {
        var parameters = event.getRouteParameters();
        var domain = new DomainRef(
                parameters.get("tenant").orElse(""), parameters.get("domain").orElse(""));
        var actor = signedIn.actor();
        if (domains.head(actor, domain).isEmpty()) {
            event.rerouteToError(NotFoundException.class, "There is no domain \"" + domain + "\".");
        } else if (!signedIn.may(section.right())) {
            event.rerouteToError(new MissingRight(section.right()), "");
        } else {
            var before = place.domain();
            place = Place.read(domain, section, event.getLocation().getQueryParameters());
            if (isAttached() && !before.equals(domain)) {
                subscribe();
            }
            show(place);
        }
    }

    @Override
    public String getPageTitle() {
        return section.title() + " · " + place.domain() + " · Damson";
    }

    public final Place place() {
        return place;
    }

    protected final boolean may(Right right) {
        return signedIn.may(right);
    }

    protected final SignedIn signedIn() {
        return signedIn;
    }

    protected final void go(Place other) {
        getUI().ifPresent(ui -> Address.open(ui, other.address()));
    }

    protected final void closeDrawer() {
        if (!place.selected().isEmpty()) {
            go(place.select(""));
        }
    }

    @Override
    protected void onAttach(AttachEvent event) {
        subscribe();
    }

    @Override
    protected void onDetach(DetachEvent event) {
        unsubscribe();
    }

    private void subscribe() {
        unsubscribe();
        getUI().ifPresent(ui -> {
            // Reports come in bursts: what a person can see of them is drawn once.
            var changed = new AtomicBoolean();
            var heard = domains.onChange(signedIn.actor(), place.domain(), () -> changed.set(true));
            var ticking = Ticker.start(ui, REDRAW, () -> changed.getAndSet(false), this::redraw);
            subscription = () -> {
                heard.stop();
                ticking.remove();
            };
        });
    }

    /** The bar around the view says where the head is live, so it changes with the view. */
    private void redraw() {
        show(place);
        var shell = findAncestor(Shell.class);
        if (shell != null) {
            shell.refresh();
        }
    }

    private void unsubscribe() {
        if (subscription != null) {
            subscription.stop();
            subscription = null;
        }
    }
}
