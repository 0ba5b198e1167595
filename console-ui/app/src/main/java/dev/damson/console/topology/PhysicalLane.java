package dev.damson.console.topology;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import dev.damson.console.kit.Glyph;
import dev.damson.console.kit.Icon;
import dev.damson.console.kit.Morph;
import dev.damson.console.kit.Words;
import dev.damson.topology.inventory.WorkloadRecord;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Which edge carries which workload. */
final class PhysicalLane extends Section {
    private final transient Consumer<String> onChoice;

    PhysicalLane(Consumer<String> onChoice) {
        this.onChoice = onChoice;
        addClassName("physical");
    }

    void show(Picture picture, String selected) {
        var fresh = new Div();
        var title = new Div(Words.strong("Physical"), Words.hint("which edge carries which workload"));
        title.addClassName("physical-title");
        var edges = new Div();
        edges.addClassName("physical-edges");
        var byEdge = picture.view().workloads().stream()
                .collect(Collectors.groupingBy(Picture::edgeOf, TreeMap::new, Collectors.toList()));
        byEdge.forEach((edge, workloads) -> edges.add(edge(edge, workloads, selected)));
        fresh.add(title, edges);
        Morph.into(this, fresh);
    }

    private Div edge(String name, List<WorkloadRecord> workloads, String selected) {
        var head = new Div(new Icon(Glyph.EDGES, 15), Words.strong(name));
        head.addClassName("physical-head");
        var row = new Div();
        row.addClassName("physical-workloads");
        workloads.forEach(workload -> row.add(workload(workload.name(), selected)));
        var box = new Div(head, row);
        box.addClassName("physical-edge");
        return box;
    }

    private NativeButton workload(String name, String selected) {
        var id = Ids.workload(name);
        var button = new NativeButton("", event -> onChoice.accept(id));
        button.addClassName("physical-workload");
        button.setClassName("chosen", id.equals(selected));
        button.add(new Span(name));
        return button;
    }
}
