package dev.damson.console.shell;

import dev.damson.console.place.DomainRef;
import dev.damson.director.Actor;
import dev.damson.director.Director;
import dev.damson.director.NotPermitted;
import dev.damson.director.live.LiveListener;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The domains as the director has them. */
@Component
class DirectorDomains implements Domains {
    private final Director director;

    DirectorDomains(Director director) {
        this.director = director;
    }

    @Override
    public List<DomainRef> of(Actor actor) {
        return director.tenants(actor).stream()
                .flatMap(tenant -> director.read(actor, tenant).domains().stream())
                .map(domain -> new DomainRef(domain.tenant(), domain.name()))
                .toList();
    }

    @Override
    public Optional<DomainHead> head(Actor actor, DomainRef domain) {
        if (!director.tenants(actor).contains(domain.tenant())) {
            return Optional.empty();
        }
        try {
            return director.status(actor, domain.tenant(), domain.domain())
                    .map(status -> new DomainHead(
                            status.head(), (int) status.live(), status.edges().size()));
        } catch (NotPermitted foreign) {
            // As absent as a domain that does not exist: a tenant learns nothing of the others.
            return Optional.empty();
        }
    }

    @Override
    public Stop onChange(Actor actor, DomainRef domain, Runnable changed) {
        var subscription = director.listen(actor, new LiveListener() {
            @Override
            public void domainChanged(String tenant, String name) {
                if (domain.equals(new DomainRef(tenant, name))) {
                    changed.run();
                }
            }

            @Override
            public void edgeChanged(String edge) {
                changed.run();
            }
        });
        return subscription::close;
    }
}
