package dev.damson.console.services;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.router.Route;
import dev.damson.console.kit.DataTable;
import dev.damson.console.kit.Empty;
import dev.damson.console.kit.Figures;
import dev.damson.console.kit.Glyph;
import dev.damson.console.kit.HealthChip;
import dev.damson.console.kit.Icon;
import dev.damson.console.kit.Morph;
import dev.damson.console.kit.Segments;
import dev.damson.console.kit.Toast;
import dev.damson.console.kit.When;
import dev.damson.console.kit.Words;
import dev.damson.console.place.Place;
import dev.damson.console.place.Section;
import dev.damson.console.policies.Outcomes;
import dev.damson.console.policies.PolicyReader;
import dev.damson.console.security.Right;
import dev.damson.console.security.SignedIn;
import dev.damson.console.shell.DomainView;
import dev.damson.console.shell.Domains;
import dev.damson.console.shell.PageHead;
import dev.damson.console.shell.Shell;
import dev.damson.director.Director;
import dev.damson.director.live.DomainStatus;
import dev.damson.policy.model.FailurePolicy;
import dev.damson.policy.model.ServiceChain;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** Appliances and the chains that lead through them; what a chain does when nobody is alive is changed here. */
@Route(value = "t/:tenant/d/:domain/services", layout = Shell.class)
@PermitAll
public class ServicesPage extends DomainView {
    private final transient PolicyReader policies;
    private final transient Director director;
    private final transient Clock clock;
    private final DataTable<Instance> instances = new DataTable<Instance>("Instances")
            .column("Instance", instance -> Words.withIcon(Glyph.APPLIANCE, Words.strong(instance.name())))
            .column("Function", instance -> Words.plain(instance.function()))
            .column("Kind", instance -> Words.secondary(instance.kind()))
            .column("Health", instance -> HealthChip.of(instance.health()))
            .column("Since", this::since)
            .column("Edge", instance -> Words.plain(instance.word(DomainStatus.InstanceStatus::edge, "")))
            .figures("In", instance -> figure(instance, "in", DomainStatus.InstanceStatus::packetsIn))
            .figures("Out", instance -> figure(instance, "out", DomainStatus.InstanceStatus::packetsOut))
            .figures("Bypassed", instance -> figure(instance, "bypassed", DomainStatus.InstanceStatus::bypassed))
            .figures("Refused", instance -> figure(instance, "refused", DomainStatus.InstanceStatus::refused))
            .figures(
                    "Not from a flow",
                    instance -> figure(instance, "not-from-flow", DomainStatus.InstanceStatus::notFromFlow))
            .identify(Instance::name);
    private final DataTable<ServiceChain> chains = new DataTable<ServiceChain>("Chains")
            .column("Chain", chain -> Words.strong(chain.name()))
            .column("Through", chain -> Words.plain(String.join(" → ", chain.functions())))
            .column("When nobody is alive", this::failure)
            .identify(ServiceChain::name);
    private final Div alarms = new Div();
    private final Div body = new Div();

    ServicesPage(SignedIn signedIn, Domains domains, PolicyReader policies, Director director, Clock clock) {
        super(Section.SERVICES, signedIn, domains);
        this.policies = policies;
        this.director = director;
        this.clock = clock;
        alarms.addClassName("alarms");
        body.addClassNames("main-pane", "scrolls");
        add(new PageHead("Services").ruled(), body);
    }

    @Override
    protected void show(Place place) {
        var actor = signedIn().actor();
        var set = policies.read(actor, place.domain()).set();
        var status = director.status(
                        actor, place.domain().tenant(), place.domain().domain())
                .map(DomainStatus::instances)
                .orElse(List.of());
        if (set.functions().isEmpty() && set.chains().isEmpty()) {
            body.removeAll();
            body.add(Empty.nothingYet(
                    Glyph.SERVICES,
                    "No service function yet",
                    "A ServiceFunction names an appliance, a ServiceChain leads allowed traffic through it."));
            return;
        }
        var running = Instance.of(set.functions(), status);
        var fresh = new Div();
        set.chains().forEach(chain -> alarm(chain, running).ifPresent(fresh::add));
        Morph.into(alarms, fresh);
        instances.show(running, null);
        chains.show(set.chains(), null);
        if (alarms.getParent().isEmpty()) {
            body.removeAll();
            body.add(alarms, titled("Instances", instances), titled("Chains", chains));
        }
    }

    /** What a chain does to traffic while a function of it has no instance alive. */
    private static Optional<Component> alarm(ServiceChain chain, List<Instance> running) {
        var dead = chain.functions().stream()
                .filter(function -> running.stream()
                        .anyMatch(instance -> instance.function().equals(function)))
                .filter(function -> running.stream()
                        .filter(instance -> instance.function().equals(function))
                        .allMatch(instance -> instance.health() == DomainStatus.Health.DOWN))
                .toList();
        if (dead.isEmpty()) {
            return Optional.empty();
        }
        var open = chain.onFailure() == FailurePolicy.OPEN;
        var bypassed = running.stream()
                .filter(instance -> dead.contains(instance.function()))
                .flatMap(instance -> instance.status().stream())
                .mapToLong(DomainStatus.InstanceStatus::bypassed)
                .sum();
        var names = String.join(", ", dead);
        var words = open
                ? "No instance of %s is alive. Chain %s is bypassed: its traffic passes uninspected, %s so far."
                        .formatted(names, chain.name(), Figures.of(bypassed, "packet"))
                : "No instance of %s is alive. Chain %s fails closed: its traffic stops until one is back."
                        .formatted(names, chain.name());
        var line = new Div(new Icon(open ? Glyph.WOULD_DENY : Glyph.DENIED, 15), Words.plain(words));
        line.addClassNames("note-line", open ? "would-deny" : "denied");
        line.getElement().setAttribute("role", "alert").setAttribute("data-test", "alarm");
        return Optional.of(line);
    }

    private static Div titled(String title, Component table) {
        var section = new Div(new H2(title), table);
        section.addClassName("titled");
        return section;
    }

    private Component since(Instance instance) {
        return instance.status()
                .<Component>map(status -> new When(status.since(), clock.instant(), ZoneId.systemDefault()))
                .orElseGet(() -> Words.secondary("no report"));
    }

    private static Component figure(Instance instance, String name, ToLongFunction<DomainStatus.InstanceStatus> count) {
        var known = instance.status().map(count::applyAsLong);
        var words = Words.plain(known.map(Figures::count).orElse("–"));
        words.getElement().setAttribute("data-count", name);
        known.ifPresent(exact -> words.setTitle(exact + " packets"));
        return words;
    }

    private Component failure(ServiceChain chain) {
        if (!may(Right.CHANGE)) {
            return Words.plain(words(chain.onFailure()));
        }
        var choice = new Segments<FailurePolicy>("When nobody is alive", policy -> change(chain, policy))
                .option(FailurePolicy.CLOSED, Glyph.CLOSES, words(FailurePolicy.CLOSED))
                .option(FailurePolicy.OPEN, Glyph.OPENS, words(FailurePolicy.OPEN))
                .press(chain.onFailure());
        choice.getElement().setAttribute("data-chain", chain.name());
        return choice;
    }

    private static String words(FailurePolicy policy) {
        return switch (policy) {
            case CLOSED -> "Fails closed";
            case OPEN -> "Fails open";
        };
    }

    private void change(ServiceChain chain, FailurePolicy policy) {
        if (policy == chain.onFailure()) {
            return;
        }
        if (policy == FailurePolicy.CLOSED) {
            commit(chain, policy);
            return;
        }
        var ask = new ConfirmDialog(
                "Let \"" + chain.name() + "\" fail open?",
                "While no instance is alive, traffic of this chain passes uninspected. Each bypassed packet is"
                        + " counted.",
                "Fail open",
                event -> commit(chain, policy));
        ask.setCancelable(true);
        ask.addCancelListener(event -> show(place()));
        ask.open();
    }

    private void commit(ServiceChain chain, FailurePolicy policy) {
        var domain = place().domain();
        var outcome = director.changeFailurePolicy(
                signedIn().actor(), domain.tenant(), domain.domain(), chain.name(), policy);
        if (Outcomes.isDone(outcome)) {
            Toast.done(Outcomes.words(outcome));
        } else {
            Toast.failed(Outcomes.words(outcome));
        }
        show(place());
    }
}
