package dev.damson.launcher.process;

import dev.damson.launcher.Refusal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * All components of one {@code up}, in stages: those of a stage start side by side when the stage before can be used,
 * and stop side by side when the stage after has ended.
 */
public final class Supervisor {
    /** Writing a cache keeps a core busy for about this long, so one follows the other. */
    private static final Duration BETWEEN_RECORDINGS = Duration.ofSeconds(12);

    private final List<List<Keeper>> stages = new ArrayList<>();
    private final CountDownLatch stopAsked = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Set<String> recording;
    private final Duration recordFor;

    /**
     * @param restartWith the component of a key was started again, so those of its value have to be too
     * @param recording the components that record a start-up cache in this run
     * @param recordFor how long after the start they go on recording
     */
    public Supervisor(
            List<List<Component>> plan,
            Map<String, List<String>> restartWith,
            Set<String> recording,
            Duration recordFor,
            Path logFolder,
            Map<String, String> environment,
            StatusBoard board,
            Consumer<String> say) {
        this.recording = Set.copyOf(recording);
        this.recordFor = recordFor;
        for (var stage : plan) {
            stages.add(stage.stream()
                    .map(component -> new Keeper(
                            component,
                            logFolder,
                            environment,
                            board,
                            say,
                            () -> restart(restartWith.getOrDefault(component.name(), List.of()))))
                    .toList());
        }
    }

    /** Starts stage after stage; refuses when an essential component cannot be started. */
    public void start() {
        for (var stage : stages) {
            if (stopAsked.getCount() == 0) {
                return;
            }
            var settling = stage.stream().collect(Collectors.toMap(keeper -> keeper, Keeper::start));
            settling.values().forEach(CompletableFuture::join);
            settling.forEach((keeper, state) -> {
                if (keeper.component().essential() && state.join() == State.FAILED && stopAsked.getCount() > 0) {
                    throw new Refusal("%s could not be started"
                            .formatted(keeper.component().name()));
                }
            });
        }
        Thread.ofVirtual().name("end-recordings").start(this::endRecordings);
    }

    public void awaitStop() throws InterruptedException {
        stopped.await();
    }

    /** Stops the stages in reverse order; returns when nothing runs any more. */
    public void stop() {
        stopAsked.countDown();
        for (var stage : stages.reversed()) {
            var threads = stage.stream()
                    .map(keeper -> Thread.ofVirtual().start(keeper::stop))
                    .toList();
            for (var thread : threads) {
                try {
                    thread.join();
                } catch (InterruptedException hurried) {
                    Thread.currentThread().interrupt();
                }
            }
        }
        stopped.countDown();
    }

    private void restart(List<String> names) {
        stages.stream()
                .flatMap(List::stream)
                .filter(keeper -> names.contains(keeper.component().name()))
                .forEach(keeper -> Thread.ofVirtual().start(keeper::restart));
    }

    private void endRecordings() {
        try {
            var pause = recordFor;
            for (var keeper : stages.stream().flatMap(List::stream).toList()) {
                if (recording.contains(keeper.component().name())) {
                    if (stopAsked.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                        return;
                    }
                    keeper.child().ifPresent(Child::endRecording);
                    pause = BETWEEN_RECORDINGS;
                }
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
