package dev.damson.client;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code damson get} lists the tenant's domains, {@code damson get shop} says where one is live. */
@Command(name = "get", description = "Lists the tenant's domains, or says where a domain's head revision is live.")
final class GetCommand extends OnlineCommand {
    @Parameters(arity = "0..1", paramLabel = "DOMAIN", description = "a domain of the tenant")
    private @Nullable String domain;

    @Override
    public Integer call() {
        var path = domain == null ? "/domains" : "/domains/" + Api.encode(domain);
        var answer = connection.open().get(path, Map.of());
        if (answer.refused()) {
            return refused(answer);
        }
        if (connection.json()) {
            printer().json(answer.body());
        } else if (domain == null) {
            answer.body().path("domains").forEach(each -> printer().line(Live.sentence(each)));
        } else {
            printer().line(Live.sentence(answer.body()));
            answer.body().path("edges").forEach(edge -> printer().line("  " + Live.edge(edge)));
        }
        return 0;
    }
}
