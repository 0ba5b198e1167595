package dev.damson.console.inspect;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.dom.DomEvent;
import dev.damson.tap.store.search.Bucket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.ToDoubleFunction;

/** Sessions, or a rate, over time, with the revisions that began; a marked stretch is zoomed into. */
@Tag("damson-session-histogram")
@JsModule("./damson-session-histogram.ts")
final class SessionHistogram extends Component implements HasStyle {
    static final int BUCKETS = 120;

    private static final String FROM = "event.detail.from";
    private static final String TO = "event.detail.to";

    private static final long NANOS_IN_MILLI = 1_000_000;

    /** @param amount drawn where a unit is given */
    record Bar(long allowed, long denied, long lost, double amount) {}

    /** @param at from the left edge, 0 to 1 */
    record Mark(double at, String words) {}

    private record Data(long from, long to, List<Bar> bars, List<Mark> marks, String unit) {}

    SessionHistogram(BiConsumer<Instant, Instant> onZoom) {
        getElement()
                .addEventListener("zoomed", event -> onZoom.accept(moment(event, FROM), moment(event, TO)))
                .addEventData(FROM)
                .addEventData(TO);
    }

    private static Instant moment(DomEvent event, String key) {
        return Instant.ofEpochMilli(event.getEventData().get(key).asLong());
    }

    /** Allowed and denied sessions. */
    void show(TimeRange range, List<Bucket> buckets, List<Mark> marks) {
        show(range, buckets, marks, "", bucket -> 0);
    }

    /** @param amount of one bucket, which is drawn per second */
    void showRate(
            TimeRange range, List<Bucket> buckets, List<Mark> marks, String unit, ToDoubleFunction<Bucket> amount) {
        double seconds = Math.max(0.001, range.length().toMillis() / 1000.0 / BUCKETS);
        show(range, buckets, marks, unit, bucket -> amount.applyAsDouble(bucket) / seconds);
    }

    private void show(
            TimeRange range, List<Bucket> buckets, List<Mark> marks, String unit, ToDoubleFunction<Bucket> amount) {
        var bars = new ArrayList<>(Collections.nCopies(BUCKETS, new Bar(0, 0, 0, 0)));
        long begin = range.from().toEpochMilli();
        double width = Math.max(1, range.length().toMillis()) / (double) BUCKETS;
        for (var bucket : buckets) {
            long at = bucket.fromNanos() / NANOS_IN_MILLI - begin;
            int index = Math.clamp(Math.round(at / width), 0, BUCKETS - 1);
            bars.set(index, new Bar(bucket.allowed(), bucket.denied(), bucket.lost(), amount.applyAsDouble(bucket)));
        }
        getElement()
                .setPropertyBean("data", new Data(begin, range.to().toEpochMilli(), List.copyOf(bars), marks, unit));
    }

    /** Where a moment stands in a range, 0 to 1. */
    static double place(TimeRange range, Instant moment) {
        return Duration.between(range.from(), moment).toMillis()
                / (double) Math.max(1, range.length().toMillis());
    }
}
