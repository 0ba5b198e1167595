package dev.damson.console.taps;

import com.vaadin.flow.component.AbstractField;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.HasValueChangeMode;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.damson.console.policies.PeerWords;
import dev.damson.console.policies.ServiceWords;
import dev.damson.console.policies.TapWish;
import dev.damson.policy.model.ChainSide;
import dev.damson.policy.model.Delivery;
import dev.damson.policy.model.Expiry;
import dev.damson.policy.model.FunctionType;
import dev.damson.policy.model.Metadata;
import dev.damson.policy.model.PacketSide;
import dev.damson.policy.model.PolicySet;
import dev.damson.policy.model.Snap;
import dev.damson.policy.model.TapVerdict;
import dev.damson.policy.model.VirtualTap;
import dev.damson.policy.source.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What makes a tap: who, what, how much of it, for how long, why and where to. */
final class TapFields extends Div {
    private static final List<Duration> LENGTHS =
            List.of(Duration.ofHours(1), Duration.ofHours(8), Duration.ofDays(1), Duration.ofDays(7));
    private static final List<Duration> RETENTIONS =
            List.of(Duration.ofHours(1), Duration.ofDays(1), Duration.ofDays(7), Duration.ofDays(30));

    /** Enough for every handshake of a busy service, and far below what an edge copies at most. */
    private static final int USUAL_RATE = 2_000;

    private final PolicySet set;
    private final TextField name = text("Name");
    private final TextField reason = text("Reason");
    private final PeerField from;
    private final PeerField to;
    private final TextField services = text("Services");
    private final Select<TapVerdict> verdict = new Select<>();
    private final Select<Snap> snap = new Select<>();
    private final IntegerField sample = number("Sample one flow in", 1);
    private final IntegerField rate = number("At most, packets/s", USUAL_RATE);
    private final Select<Duration> length = new Select<>();
    private final Select<Duration> retention = new Select<>();
    private final Select<Delivery> deliver = new Select<>();

    TapFields(PolicySet set, TapWish wish, boolean mayTapPayload, Runnable changed) {
        this.set = set;
        addClassName("tap-fields");
        from = new PeerField("From", set, wish.from());
        to = new PeerField("To", set, wish.to());
        services.setValue(PeerWords.services(wish.services()));
        reason.setPlaceholder("ticket, incident, or what you are looking for");
        choice(verdict, "Verdict", List.of(TapVerdict.values()), TapVerdict::word, "whatever it is");
        choice(snap, "Copies", List.of(Snap.values()), Snap::word, "");
        snap.setValue(Snap.HEADERS);
        snap.setItemEnabledProvider(each -> each == Snap.HEADERS || mayTapPayload);
        choice(length, "Ends after", LENGTHS, Durations::print, "");
        length.setValue(LENGTHS.getFirst());
        choice(retention, "Kept for", RETENTIONS, Durations::print, "as long as there is room");
        choice(deliver, "Goes to", deliveries(), TapFields::words, "");
        deliver.setValue(deliveries().getFirst());
        add(name, reason, from, to, services, verdict, snap, length, sample, rate, retention, deliver);
        List.<AbstractField<?, ?>>of(name, reason, services, verdict, snap, length, sample, rate, retention, deliver)
                .forEach(field -> field.addValueChangeListener(event -> changed.run()));
        from.addValueChangeListener(event -> changed.run());
        to.addValueChangeListener(event -> changed.run());
        name.setValue(free("tap"));
    }

    /** @throws IllegalArgumentException that says what is missing */
    VirtualTap tap() {
        require(!name.isEmpty(), "Give the tap a name.");
        require(!from.isEmpty() && !to.isEmpty(), "Say from whom and to whom: \"any\" is an answer.");
        return new VirtualTap(
                Metadata.of(name.getValue().strip(), set.domain().name()),
                reason.getValue().strip(),
                new VirtualTap.Match(from.peers(), to.peers(), ServiceWords.parse(services.getValue())),
                PacketSide.BOTH,
                new TreeSet<>(
                        Optional.ofNullable(verdict.getValue()).map(List::of).orElse(List.of(TapVerdict.values()))),
                Optional.empty(),
                ChainSide.BEFORE,
                snap.getValue(),
                Optional.ofNullable(sample.getValue()).orElse(1),
                rate.isEmpty() ? OptionalInt.empty() : OptionalInt.of(rate.getValue()),
                new Expiry.After(length.getValue()),
                Optional.ofNullable(retention.getValue()),
                List.of(deliver.getValue()));
    }

    /** Whether it can be begun: a forecast needs no reason. */
    boolean hasReason() {
        return !reason.getValue().isBlank();
    }

    private String free(String stem) {
        var taken = set.taps().stream().map(VirtualTap::name).toList();
        int number = 1;
        while (taken.contains(stem + "-" + number)) {
            number++;
        }
        return stem + "-" + number;
    }

    private List<Delivery> deliveries() {
        var all = new ArrayList<Delivery>(List.of(new Delivery.Inspection()));
        set.functions().stream()
                .filter(function -> function.type() == FunctionType.SENSOR)
                .forEach(sensor -> all.add(new Delivery.Sensor(sensor.name())));
        return all;
    }

    private static String words(Delivery delivery) {
        return switch (delivery) {
            case Delivery.Inspection inspection -> "inspection";
            case Delivery.Sensor sensor -> "sensor " + sensor.function();
        };
    }

    private static void require(boolean given, String otherwise) {
        if (!given) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /** @param none what an empty choice means; empty: something must be chosen */
    private static <T> void choice(
            Select<T> select, String label, List<T> items, Function<T, String> words, String none) {
        select.setLabel(label);
        select.setItems(items);
        select.setItemLabelGenerator((@Nullable T item) -> item == null ? none : words.apply(item));
        select.setEmptySelectionAllowed(!none.isEmpty());
        select.setEmptySelectionCaption(none);
        select.getElement().setAttribute("data-test", "tap-" + label.split(" ", 2)[0].toLowerCase(Locale.ROOT));
    }

    private static TextField text(String label) {
        var field = new TextField(label);
        field.getElement().setAttribute("data-test", "tap-" + label.toLowerCase(Locale.ROOT));
        return typed(field);
    }

    private static IntegerField number(String label, int value) {
        var field = new IntegerField(label);
        field.setValue(value);
        field.setMin(1);
        return typed(field);
    }

    private static <T extends HasValueChangeMode> T typed(T field) {
        field.setValueChangeMode(ValueChangeMode.LAZY);
        return field;
    }
}
