package dev.damson.console.kit;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.shared.Registration;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/** Calls a view again and again while it is shown, at the view's own lock. A slow browser gets fewer calls. */
public final class Ticker {
    private Ticker() {}

    /** Ends when the registration is removed or the window is gone. */
    public static Registration start(UI ui, Duration pause, Runnable tick) {
        return start(ui, pause, () -> true, tick);
    }

    /** @param due asked without the view's lock whether there is anything to do */
    public static Registration start(UI ui, Duration pause, BooleanSupplier due, Runnable tick) {
        var ended = new CountDownLatch(1);
        var underway = new AtomicBoolean();
        var later = ui.accessLater(
                () -> {
                    underway.set(false);
                    if (ended.getCount() > 0) {
                        tick.run();
                    }
                },
                ended::countDown);
        Thread.ofVirtual()
                .name("ticker")
                .start(() -> run(ended, pause, () -> {
                    if (!underway.get() && due.getAsBoolean() && underway.compareAndSet(false, true)) {
                        later.run();
                    }
                }));
        return ended::countDown;
    }

    private static void run(CountDownLatch ended, Duration pause, Runnable tick) {
        try {
            while (!ended.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                tick.run();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
