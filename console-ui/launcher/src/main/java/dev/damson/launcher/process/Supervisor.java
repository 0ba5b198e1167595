package dev.damson.launcher.process;

import dev.damson.launcher.Refusal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * All components of one {@code up}, in stages: those of a stage start side by side when the stage before can be used,
 * and stop side by side when the stage after has ended.
 */
public final class Supervisor {
    private final List<List<Keeper>> stages = new ArrayList<>();
    private final CountDownLatch stopAsked = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final ArchiveWriter archives;

    /**
     * @param restartWith the component of a key was started again, so those of its value have to be too
     * @param archives writes what makes the next start faster, once everything has started
     */
    public Supervisor(
            List<List<Component>> plan,
            Map<String, List<String>> restartWith,
            ArchiveWriter archives,
            Path logFolder,
            Map<String, String> environment,
            StatusBoard board,
            Consumer<String> say) {
        this.archives = archives;
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
        archives.start();
    }

    public void awaitStop() throws InterruptedException {
        stopped.await();
    }

    /** Stops the stages in reverse order; returns when nothing runs any more. */
    public void stop() {
        stopAsked.countDown();
        archives.stop();
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
}
