package dev.damson.console.inspect;

import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.data.provider.ListDataProvider;
import com.vaadin.flow.data.renderer.LitRenderer;
import com.vaadin.flow.function.ValueProvider;
import dev.damson.console.kit.When;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Packets, newest first. Templates are fixed; every value is bound, so it stays text. */
final class PacketGrid extends Grid<SeenPacket> {
    /** Stays the same list: with a new one, a click on a row that is on its way to the server would be for nothing. */
    private final transient List<SeenPacket> rows = new ArrayList<>();

    PacketGrid(ZoneId zone, Consumer<SeenPacket> onChoice) {
        addClassName("packets");
        addThemeNames("no-border");
        setSelectionMode(SelectionMode.SINGLE);
        addColumn(mono(packet -> When.clock(packet.time(), zone)))
                .setHeader("Time")
                .setWidth("122px")
                .setFlexGrow(0);
        addColumn(LitRenderer.<SeenPacket>of(
                                "<span class=\"chip ${item.tone}\"><damson-icon name=\"${item.icon}\" size=\"13\">"
                                        + "</damson-icon>${item.word}</span>")
                        .withProperty("tone", packet -> packet.verdict().className())
                        .withProperty("icon", packet -> packet.verdict().glyph().outline())
                        .withProperty("word", packet -> packet.verdict().word()))
                .setHeader("Verdict")
                .setWidth("112px")
                .setFlexGrow(0);
        addColumn(end(SeenPacket::source, SeenPacket::sourceAddress))
                .setHeader("Source")
                .setWidth("210px")
                .setFlexGrow(0);
        addColumn(end(SeenPacket::destination, SeenPacket::destinationAddress))
                .setHeader("Destination")
                .setWidth("210px")
                .setFlexGrow(0);
        addColumn(SeenPacket::protocol).setHeader("Protocol").setWidth("92px").setFlexGrow(0);
        addColumn(mono(packet -> packet.decoded().summary()))
                .setHeader("Packet")
                .setFlexGrow(1);
        addColumn(packet -> packet.packet().originalLength())
                .setHeader("Bytes")
                .setTextAlign(ColumnTextAlign.END)
                .setWidth("76px")
                .setFlexGrow(0);
        addColumn(SeenPacket::rule).setHeader("Decided by").setWidth("190px").setFlexGrow(0);
        setItems(new ListDataProvider<>(rows));
        asSingleSelect().addValueChangeListener(event -> {
            if (event.isFromClient()) {
                onChoice.accept(event.getValue());
            }
        });
    }

    void show(List<SeenPacket> packets) {
        rows.clear();
        rows.addAll(packets);
        getDataProvider().refreshAll();
    }

    private static LitRenderer<SeenPacket> mono(ValueProvider<SeenPacket, ?> value) {
        return LitRenderer.<SeenPacket>of("<span class=\"mono\">${item.text}</span>")
                .withProperty("text", value);
    }

    private static LitRenderer<SeenPacket> end(
            ValueProvider<SeenPacket, String> name, ValueProvider<SeenPacket, String> address) {
        return LitRenderer.<SeenPacket>of("<span class=\"strong\">${item.name}</span> <span class=\"mono"
                        + " secondary\">${item.address}</span>")
                .withProperty("name", name)
                .withProperty("address", address);
    }
}
