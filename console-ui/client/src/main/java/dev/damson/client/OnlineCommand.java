package dev.damson.client;

import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What the online verbs share: a connection and a way to show answers. */
abstract class OnlineCommand implements Callable<Integer> {
    @Mixin
    protected Connection connection = new Connection();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call
    protected CommandSpec spec;

    protected Printer printer() {
        return new Printer(spec.commandLine().getOut());
    }

    /** Shows what a command committed, or why it was refused. */
    protected int committed(Api.Answer answer) {
        if (answer.refused()) {
            return refused(answer);
        }
        if (connection.json()) {
            printer().json(answer.body());
            return 0;
        }
        printer().problems(answer.body().path("warnings"));
        for (var domain : answer.body().path("domains")) {
            var name = connection.tenant() + "/" + Printer.word(domain, "domain", "");
            var revision = domain.path("revision").asLong();
            boolean stays = domain.path("stays").asBoolean(false);
            printer()
                    .line(
                            domain.path("changed").asBoolean(true)
                                    ? name + (stays ? ": workloads changed under" : ": committed as") + " revision "
                                            + revision
                                    : name + ": nothing to change, revision " + revision + " stands");
        }
        return 0;
    }

    /** Shows why something was refused. */
    protected int refused(Api.Answer answer) {
        if (connection.json()) {
            printer().json(answer.body());
        } else {
            printer().problems(answer.body().path("problems"));
            var detail = Printer.word(answer.body(), "detail", "");
            if (!detail.isEmpty()) {
                printer().line(detail);
            }
        }
        return ClientException.REFUSED;
    }
}
