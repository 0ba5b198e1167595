package dev.damson.console.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import java.util.Locale;
import java.util.function.BiConsumer;

/** The keys that work in every view. */
@Tag("damson-keys")
@JsModule("./damson-keys.ts")
final class Keys extends Component {
    /** What a key asks for. */
    enum Wish {
        PALETTE,
        KEYS,
        GO,
        ESCAPE
    }

    /** @param onKey gets the wish and, for {@link Wish#GO}, the letter */
    Keys(BiConsumer<Wish, String> onKey) {
        getElement()
                .addEventListener("key", event -> {
                    var detail = event.getEventData();
                    var wish = Wish.valueOf(
                            detail.get("event.detail.what").asString().toUpperCase(Locale.ROOT));
                    onKey.accept(wish, detail.get("event.detail.key").asString());
                })
                .addEventData("event.detail.what")
                .addEventData("event.detail.key");
    }
}
