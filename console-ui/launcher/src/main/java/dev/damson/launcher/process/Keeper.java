package dev.damson.launcher.process;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Keeps one component running: starts it, says how it stands, and starts it again when it dies, less and less eagerly. */
final class Keeper {
    /** This many deaths within {@link #DEATHS_WINDOW} mean that another start will not help. */
    private static final int MOST_DEATHS = 5;

    private static final Duration DEATHS_WINDOW = Duration.ofMinutes(5);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);

    private final Component component;
    private final Path logFolder;
    private final Map<String, String> environment;
    private final StatusBoard board;
    private final Consumer<String> say;
    private final Runnable onStartedAgain;
    private final CompletableFuture<State> settled = new CompletableFuture<>();
    private final CountDownLatch stopAsked = new CountDownLatch(1);
    private final Deque<Instant> deaths = new ArrayDeque<>();
    private final Thread thread;
    private volatile @Nullable Child child;
    private volatile boolean restartAsked;

    Keeper(
            Component component,
            Path logFolder,
            Map<String, String> environment,
            StatusBoard board,
            Consumer<String> say,
            Runnable onStartedAgain) {
        this.component = component;
        this.logFolder = logFolder;
        this.environment = environment;
        this.board = board;
        this.say = say;
        this.onStartedAgain = onStartedAgain;
        this.thread = Thread.ofVirtual().name("keep-" + component.name()).unstarted(this::keep);
    }

    Component component() {
        return component;
    }

    /** Starts it and returns at once; the future completes with READY, LATE or FAILED. */
    CompletableFuture<State> start() {
        thread.start();
        return settled;
    }

    Optional<Child> child() {
        return Optional.ofNullable(child);
    }

    /** Ends the present process and starts another one. */
    void restart() {
        restartAsked = true;
        child().ifPresent(Child::stop);
    }

    void stop() {
        stopAsked.countDown();
        child().filter(Child::isAlive).ifPresent(running -> {
            set(State.STOPPING, Optional.of(running.identity()));
            running.stop();
        });
        if (thread.getState() == Thread.State.NEW) {
            return;
        }
        try {
            thread.join(LONGEST_PAUSE);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        set(State.STOPPED, Optional.empty());
        settled.complete(State.FAILED);
    }

    private void keep() {
        try {
            for (var startedBefore = false; !stopping(); startedBefore = true) {
                var state = runOnce(startedBefore);
                if (state == State.FAILED) {
                    set(state, Optional.empty());
                    settled.complete(state);
                    return;
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException cause) {
            say.accept("%-12s failed: %s".formatted(component.name(), cause.getMessage()));
            set(State.FAILED, Optional.empty());
            settled.complete(State.FAILED);
        }
    }

    /** One life of the process, to its end and the pause after it. */
    private State runOnce(boolean startedBefore) throws InterruptedException {
        var begin = System.nanoTime();
        say.accept("%-12s starting".formatted(component.name()));
        var running =
                Child.start(startedBefore ? StartCaches.withoutList(component) : component, logFolder, environment);
        child = running;
        var identity = Optional.of(running.identity());
        set(State.STARTING, identity);
        if (stopping()) {
            running.stop();
            return State.STOPPED;
        }
        if (running.awaitReady()) {
            settle(State.READY, identity, "ready", begin);
            if (startedBefore) {
                onStartedAgain.run();
            }
        } else if (running.isAlive() && !stopping()) {
            settle(State.LATE, identity, "runs, but has not become ready", begin);
            watchForReadiness(running, identity, begin);
        }
        return afterDeath(running, running.awaitEnd());
    }

    /** A late one may still come. */
    private void watchForReadiness(Child running, Optional<ProcessIdentity> identity, long begin)
            throws InterruptedException {
        while (running.isAlive()) {
            if (running.awaitReady()) {
                settle(State.READY, identity, "ready", begin);
                return;
            }
        }
    }

    private State afterDeath(Child ended, int code) throws InterruptedException {
        if (stopping()) {
            return State.STOPPED;
        }
        if (restartAsked) {
            restartAsked = false;
            return State.WAITING;
        }
        var place = "its last lines, the rest in \"%s\":%n  %s"
                .formatted(ended.logFile(), String.join(System.lineSeparator() + "  ", ended.tail()));
        if (component.essential() && !settled.isDone()) {
            say.accept("%-12s ended with code %d before it was ready; %s".formatted(component.name(), code, place));
            return State.FAILED;
        }
        var pause = pauseAfterDeath();
        if (pause.isEmpty()) {
            say.accept("%-12s died %d times within %d minutes and is not started again; %s"
                    .formatted(component.name(), MOST_DEATHS, DEATHS_WINDOW.toMinutes(), place));
            return State.FAILED;
        }
        say.accept("%-12s died with code %d and is started again in %.1f s; %s"
                .formatted(component.name(), code, pause.get().toMillis() / 1000.0, place));
        set(State.WAITING, Optional.empty());
        stopAsked.await(pause.get().toMillis(), TimeUnit.MILLISECONDS);
        return State.WAITING;
    }

    /** Twice as long after each death; none when it has died too often. */
    private Optional<Duration> pauseAfterDeath() {
        var now = Instant.now();
        deaths.addLast(now);
        deaths.removeIf(death -> death.isBefore(now.minus(DEATHS_WINDOW)));
        if (deaths.size() >= MOST_DEATHS) {
            return Optional.empty();
        }
        var pause = FIRST_PAUSE.multipliedBy(1L << (deaths.size() - 1));
        return Optional.of(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
    }

    private void settle(State state, Optional<ProcessIdentity> identity, String words, long begin) {
        set(state, identity);
        say.accept("%-12s %s after %.1f s".formatted(component.name(), words, (System.nanoTime() - begin) / 1e9));
        settled.complete(state);
    }

    private boolean stopping() {
        return stopAsked.getCount() == 0;
    }

    private void set(State state, Optional<ProcessIdentity> identity) {
        board.set(new StatusBoard.Line(component.name(), identity, state, Instant.now(), component.address()));
    }
}
