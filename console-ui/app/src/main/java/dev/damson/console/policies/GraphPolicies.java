package dev.damson.console.policies;

import dev.damson.console.place.DomainRef;
import dev.damson.director.Actor;
import dev.damson.director.Director;
import dev.damson.topology.draft.Draft;
import dev.damson.topology.traffic.ObservedTraffic;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The policy as the graph has it. */
@Component
class GraphPolicies implements PolicyReader {
    private final Director director;
    private final Clock clock;

    /** More pairs than this are not summed; the figure then says less, never more. */
    private static final int MOST_PAIRS = 10_000;

    GraphPolicies(Director director, Clock clock) {
        this.director = director;
        this.clock = clock;
    }

    @Override
    public PolicyBook read(Actor actor, DomainRef domain) {
        return PolicyBook.of(domain, director.read(actor, domain.tenant()).documents(domain.domain()));
    }

    @Override
    public List<Draft> drafts(Actor actor, DomainRef domain) {
        return director.read(actor, domain.tenant()).drafts(domain.domain());
    }

    @Override
    public Map<String, Long> hits(Actor actor, DomainRef domain) {
        var now = clock.instant();
        return director.read(actor, domain.tenant()).traffic(domain.domain(), now.minus(HITS), now, MOST_PAIRS).stream()
                .collect(Collectors.groupingBy(ObservedTraffic::rule, Collectors.summingLong(ObservedTraffic::flows)));
    }
}
