package dev.damson.console.shell;

import com.vaadin.flow.component.HasElement;
import com.vaadin.flow.component.contextmenu.ContextMenu;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.html.Image;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.RouterLayout;
import dev.damson.console.kit.Glyph;
import dev.damson.console.kit.Icon;
import dev.damson.console.kit.Words;
import dev.damson.console.place.Address;
import dev.damson.console.place.DomainRef;
import dev.damson.console.place.Place;
import dev.damson.console.place.Section;
import dev.damson.console.security.SignedIn;
import jakarta.annotation.security.PermitAll;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The frame around every view. */
@PermitAll
public class Shell extends Div implements RouterLayout, AfterNavigationObserver {
    private final transient SignedIn signedIn;
    private final transient Domains domains;
    private final transient Sections sections;
    private final transient List<Finder> finders;

    private final Navigation navigation = new Navigation(this::openKeys);
    private final DomainSwitcher switcher = new DomainSwitcher(this::switchTo);
    private final RevisionBadge revision = new RevisionBadge();
    private final Main content = new Main();
    private @Nullable DomainView view;

    Shell(SignedIn signedIn, Domains domains, Sections sections, List<Finder> finders) {
        this.signedIn = signedIn;
        this.domains = domains;
        this.sections = sections;
        this.finders = List.copyOf(finders);
        addClassName("shell");
        add(brand(), bar(), navigation, content, new Keys(this::pressed));
    }

    @Override
    public void showRouterLayoutContent(HasElement shown) {
        view = shown instanceof DomainView domainView ? domainView : null;
        content.getElement().appendChild(shown.getElement());
    }

    @Override
    public void removeRouterLayoutContent(@Nullable HasElement old) {
        content.getElement().removeAllChildren();
    }

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        refresh();
    }

    /** The bar and the navigation of the view that is shown; they stay empty around an error. */
    public void refresh() {
        switcher.setVisible(view != null);
        revision.setVisible(view != null);
        if (view != null) {
            var place = view.place();
            var head = domains.head(signedIn.actor(), place.domain()).orElse(new DomainHead(0, 0, 0));
            navigation.show(place, sections.existing(), signedIn.person(), head.revision() > 0 ? head.drifting() : 0);
            switcher.show(place.domain(), choices());
            revision.show(head);
        }
    }

    private Anchor brand() {
        var brand = new Anchor("", new Image("pictures/damson.svg", ""), new Span("Damson"));
        brand.addClassName("brand");
        return brand;
    }

    private Header bar() {
        var find = new NativeButton("", event -> openPalette());
        find.addClassName("find");
        find.add(new Icon(Glyph.SEARCH), new Span("Find any object or action"), Words.classed("Ctrl K", "keycap"));
        var bar = new Header(switcher, revision, Words.spring(), find, new SchemeToggle(), avatar());
        bar.addClassName("bar");
        return bar;
    }

    private NativeButton avatar() {
        var name = signedIn.person().name();
        var avatar = new NativeButton(initials(name));
        avatar.addClassName("avatar");
        avatar.getElement().setAttribute("aria-label", "Account " + name);
        var menu = new ContextMenu(avatar);
        menu.setOpenOnClick(true);
        menu.addItem(name + ", " + signedIn.standing()).setEnabled(false);
        menu.addItem("Sign out", event -> signedIn.signOut());
        return avatar;
    }

    private static String initials(String name) {
        return name.substring(0, Math.min(2, name.length())).toUpperCase(Locale.ROOT);
    }

    private List<DomainRef> choices() {
        return domains.of(signedIn.actor());
    }

    private void pressed(Keys.Wish wish, String key) {
        switch (wish) {
            case PALETTE -> openPalette();
            case KEYS -> openKeys();
            case ESCAPE -> {
                if (view != null) {
                    view.closeDrawer();
                }
            }
            case GO -> goTo(key);
        }
    }

    private void goTo(String key) {
        var current = view;
        if (current != null) {
            sections.existing().stream()
                    .filter(section -> key.equals(String.valueOf(section.key())))
                    .filter(section -> signedIn.may(section.right()))
                    .findFirst()
                    .ifPresent(section -> navigate(current.place().in(section).address()));
        }
    }

    private void openKeys() {
        new KeysDialog(sections.existing()).open();
    }

    private void openPalette() {
        if (view != null) {
            new Palette(finds(view.place()), this::navigate).open();
        }
    }

    private List<Find> finds(Place place) {
        var finds = new ArrayList<Find>();
        sections.existing().stream()
                .filter(section -> signedIn.may(section.right()))
                .forEach(section -> finds.add(new Find(
                        section.glyph(),
                        section.title(),
                        "view",
                        place.in(section).address())));
        finders.forEach(finder -> finds.addAll(finder.finds(place)));
        choices()
                .forEach(domain -> finds.add(new Find(
                        Glyph.GROUP,
                        domain.toString(),
                        "domain",
                        Place.of(domain, Section.TOPOLOGY).address())));
        return finds;
    }

    private void switchTo(DomainRef domain) {
        if (view != null) {
            navigate(Place.of(domain, view.place().section()).address());
        }
    }

    private void navigate(String address) {
        getUI().ifPresent(ui -> Address.open(ui, address));
    }
}
