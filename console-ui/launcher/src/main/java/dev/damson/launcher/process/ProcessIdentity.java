package dev.damson.launcher.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One process, told apart from a later one that happens to get the same number.
 *
 * @param startTicks when it started, in clock ticks since boot: field 22 of proc(5)'s stat
 */
public record ProcessIdentity(long pid, long startTicks) {
    private static final Path PROC = Path.of("/proc");

    /** Fields are counted after the command's closing parenthesis, since the command may hold blanks; field 3 is the first. */
    private static final int SESSION = 6 - 3;

    private static final int START = 22 - 3;

    public static Optional<ProcessIdentity> of(long pid) {
        return stat(pid).map(fields -> new ProcessIdentity(pid, Long.parseLong(fields[START])));
    }

    public static ProcessIdentity ofThisProcess() {
        return of(ProcessHandle.current().pid()).orElseThrow(() -> new IllegalStateException("/proc is not mounted"));
    }

    /** The text form, {@code pid startTicks}, as it stands in files. */
    public static Optional<ProcessIdentity> parse(String text) {
        var words = text.strip().split(" ");
        try {
            return words.length == 2
                    ? Optional.of(new ProcessIdentity(Long.parseLong(words[0]), Long.parseLong(words[1])))
                    : Optional.empty();
        } catch (NumberFormatException notOne) {
            return Optional.empty();
        }
    }

    /** Whether this very process still runs; one that has ended and was not collected yet does not. */
    public boolean isAlive() {
        return stat(pid)
                .filter(fields -> Long.parseLong(fields[START]) == startTicks && !fields[0].equals("Z"))
                .isPresent();
    }

    public Optional<ProcessHandle> handle() {
        return isAlive() ? ProcessHandle.of(pid) : Optional.empty();
    }

    /** The user it runs as. */
    public Optional<Integer> uid() {
        try {
            return Optional.of((Integer) Files.getAttribute(PROC.resolve(Long.toString(pid)), "unix:uid"));
        } catch (IOException ended) {
            return Optional.empty();
        }
    }

    /** The processes of a session that still run. Every child leads its own, so these are the child and what it started. */
    static List<ProcessIdentity> inSession(long session) {
        var members = new ArrayList<ProcessIdentity>();
        try (var entries = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (var entry : entries) {
                var pid = Long.parseLong(entry.getFileName().toString());
                stat(pid)
                        .filter(fields -> Long.parseLong(fields[SESSION]) == session && !fields[0].equals("Z"))
                        .ifPresent(fields -> members.add(new ProcessIdentity(pid, Long.parseLong(fields[START]))));
            }
        } catch (IOException unreadable) {
            return members;
        }
        return members;
    }

    private static Optional<String[]> stat(long pid) {
        try {
            var text = Files.readString(PROC.resolve(pid + "/stat"));
            return Optional.of(text.substring(text.lastIndexOf(')') + 2).split(" "));
        } catch (IOException ended) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return pid + " " + startTicks;
    }
}
