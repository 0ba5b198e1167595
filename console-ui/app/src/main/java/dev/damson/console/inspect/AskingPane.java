package dev.damson.console.inspect;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.html.Div;
import dev.damson.console.place.Place;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A pane that asks the store whenever another place is shown, and only while somebody sees it. */
abstract class AskingPane extends Div {
    final transient Asking asking = new Asking();
    private transient @Nullable Place shown;

    final void show(Place place) {
        shown = place;
        again();
    }

    final Place shown() {
        return Objects.requireNonNull(shown, "drawn after it is shown");
    }

    @Override
    protected final void onAttach(AttachEvent event) {
        super.onAttach(event);
        again();
    }

    @Override
    protected final void onDetach(DetachEvent event) {
        super.onDetach(event);
        asking.drop();
    }

    /** Asks once more what the place shown asks. */
    final void again() {
        if (shown != null && isAttached()) {
            ask(shown);
        }
    }

    abstract void ask(Place place);
}
