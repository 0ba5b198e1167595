package dev.damson.e2e.edge;

import dev.damson.edge.agent.Edge;
import dev.damson.edge.agent.EdgeFolders;
import dev.damson.edge.agent.stream.Outlets;
import dev.damson.edge.kernel.net.Netns;
import dev.damson.wire.signature.TrustedKey;
import java.nio.file.Path;

/** An edge in a process of its own that enforces what its files say, until it is killed. */
final class KilledAgent {
    private KilledAgent() {}

    public static void main(String[] arguments) throws InterruptedException {
        try (var namespace = Netns.of(arguments[0])) {
            Edge.start(
                    TestDirector.EDGE,
                    namespace,
                    "",
                    new EdgeFolders(Path.of(arguments[1])),
                    TrustedKey.read(Path.of(arguments[2])),
                    new Outlets((_, _, _, _) -> true, (_, _, _, _) -> true, (_, _, _, _) -> true));
        }
        System.out.println("ready");
        Thread.sleep(Long.MAX_VALUE);
    }
}
