package dev.damson.edge;

import dev.damson.edge.agent.Daemon;
import dev.damson.edge.agent.EdgeSettings;
import dev.damson.edge.agent.status.Status;
import dev.damson.edge.kernel.KernelException;
import dev.damson.wire.settings.Settings;
import dev.damson.wire.settings.SettingsException;
import dev.damson.wire.signature.KeyException;
import java.io.UncheckedIOException;
import java.util.concurrent.CountDownLatch;

/** The command of a host's edge. */
public final class EdgeMain {
    private static final int FAILED = 1;
    private static final int MISUSED = 2;

    private EdgeMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        var verb = arguments.length == 0 ? "run" : arguments[0];
        try {
            switch (verb) {
                case "run" -> run();
                case "status" -> status();
                case "help", "--help", "-h" -> System.out.println(usage());
                default -> {
                    System.err.println("damson edge: there is no verb \"" + verb + "\"\n" + usage());
                    System.exit(MISUSED);
                }
            }
        } catch (SettingsException | KeyException | KernelException | UncheckedIOException refused) {
            System.err.println("damson edge: " + refused.getMessage());
            System.exit(FAILED);
        }
    }

    private static String usage() {
        return """
            usage: damson edge [verb]

              run      guard this host's ports until asked to stop (the default); what is enforced then stays
              status   say in words what is enforced, whether the daemon runs or not\
            """;
    }

    private static void status() {
        var settings = Settings.load();
        System.out.print(Status.of(EdgeSettings.folders(settings), settings.text("edge.netns", "")));
    }

    private static void run() throws InterruptedException {
        var daemon = Daemon.start(EdgeSettings.of(Settings.load()));
        var stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("edge-stop").unstarted(() -> {
                    daemon.close();
                    stopped.countDown();
                }));
        System.out.println("ready");
        stopped.await();
    }
}
