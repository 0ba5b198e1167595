package dev.damson.console.inspect;

import com.vaadin.flow.component.UI;
import dev.damson.director.NotPermitted;
import dev.damson.tap.store.search.SearchException;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts one question at a time to the store, away from the screen; an answer that nobody waits for any more is dropped. */
final class Asking {
    private static final Logger LOG = LoggerFactory.getLogger(Asking.class);

    private long latest;

    /** Both consumers are called with the screen's lock. */
    <T> void ask(UI ui, Callable<T> question, Consumer<T> answer, Consumer<String> failed) {
        long number = ++latest;
        Thread.ofVirtual().name("ask-store").start(() -> {
            Runnable told;
            try {
                var value = question.call();
                told = () -> answer.accept(value);
            } catch (SearchException | NotPermitted | IllegalArgumentException said) {
                told = () -> failed.accept(String.valueOf(said.getMessage()));
            } catch (IOException unreadable) {
                told = () -> failed.accept("the store cannot be read: " + unreadable.getMessage());
            } catch (Exception unforeseen) {
                LOG.error("a question to the capture store failed", unforeseen);
                told = () -> failed.accept("the store could not answer");
            }
            var last = told;
            var _ = ui.access(() -> {
                if (number == latest) {
                    last.run();
                }
            });
        });
    }

    /** Nobody waits any more. */
    void drop() {
        latest++;
    }
}
