package dev.damson.console.topology;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.component.dependency.NpmPackage;
import java.util.function.Consumer;

/** The canvas. The table beside it says the same to who cannot see it. */
@Tag("damson-topology-map")
@JsModule("./damson-topology-map.ts")
@NpmPackage(value = "cytoscape", version = "3.34.4")
final class TopologyMap extends Component implements HasStyle {
    /** @param onChoice gets the id of what was chosen, empty for the background */
    TopologyMap(Consumer<String> onChoice) {
        addClassName("map");
        getElement().setAttribute("aria-label", "Map of the domain");
        getElement()
                .addEventListener(
                        "object-chosen",
                        event -> onChoice.accept(
                                event.getEventData().get("event.detail.id").asString()))
                .addEventData("event.detail.id");
    }

    void show(MapPicture picture, String selected) {
        getElement().setPropertyBean("picture", picture);
        getElement().setProperty("selected", selected);
    }
}
