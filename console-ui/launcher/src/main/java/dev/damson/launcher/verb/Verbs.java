package dev.damson.launcher.verb;

import dev.damson.launcher.Refusal;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the command line, runs one verb, and turns a refusal into one line and an exit code. */
public final class Verbs {
    private static final int FAILED = 1;
    private static final int USAGE = 2;

    private static final String USAGE_TEXT = """
            usage: ./damson up [--without-laboratory]   start everything, stop it with Ctrl-C
                   ./damson down                        stop what runs, remove what a killed one left
                   ./damson status                      what runs, as whom, since when, where
                   ./damson reset [--yes]               stop and delete all data
                   ./damson password <user>             set a new password

            The data folder is $DAMSON_DATA, else /var/lib/damson for root and ~/.local/state/damson for others;
            settings are in damson.properties in it.""";

    private Verbs() {}

    public static int run(String[] arguments, Map<String, String> environment, PrintStream out, PrintStream err) {
        var words = List.of(arguments);
        if (words.contains("--help") || words.contains("-h")) {
            out.println(USAGE_TEXT);
            return 0;
        }
        try {
            return dispatch(arguments, environment, out);
        } catch (Refusal refusal) {
            err.println("damson: " + refusal.getMessage());
            return FAILED;
        } catch (IOException | UncheckedIOException cause) {
            err.println("damson: a file operation failed: " + cause);
            return FAILED;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return FAILED;
        } catch (UsageException wrong) {
            err.println("damson: " + wrong.getMessage());
            err.println(USAGE_TEXT);
            return USAGE;
        }
    }

    private static int dispatch(String[] arguments, Map<String, String> environment, PrintStream out)
            throws IOException, InterruptedException {
        var verb = arguments.length == 0 ? "" : arguments[0];
        var rest = Arrays.asList(arguments).subList(Math.min(1, arguments.length), arguments.length);
        return switch (verb) {
            case "up" -> {
                var options = options(rest, Set.of("--without-laboratory"));
                yield new Up(Start.siteToStart(environment), options.contains("--without-laboratory"), out).run();
            }
            case "down" -> {
                options(rest, Set.of());
                yield new Down(Start.site(environment), out).run();
            }
            case "status" -> {
                options(rest, Set.of());
                yield new Status(Start.site(environment), out).run();
            }
            case "reset" -> {
                var options = options(rest, Set.of("--yes"));
                yield new Reset(Start.site(environment), options.contains("--yes"), out).run();
            }
            case "password" -> {
                if (rest.size() != 1 || rest.getFirst().startsWith("-")) {
                    throw new UsageException("\"password\" wants one user");
                }
                yield new Password(Start.site(environment), rest.getFirst(), out).run();
            }
            default -> throw new UsageException("\"%s\" is no verb of the launcher".formatted(verb));
        };
    }

    private static Set<String> options(List<String> words, Set<String> known) {
        for (var word : words) {
            if (!known.contains(word)) {
                throw new UsageException("\"%s\" is not understood here".formatted(word));
            }
        }
        return new HashSet<>(words);
    }

    private static final class UsageException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UsageException(String message) {
            super(message);
        }
    }
}
