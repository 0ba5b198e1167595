package dev.damson.console.inspect;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import dev.damson.tap.store.search.QueryParser;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A line in which a query is typed, with the fields of sessions offered as they are begun. */
@Tag("damson-query-input")
@JsModule("./damson-query-input.ts")
final class QueryInput extends Component {
    private static final String TEXT = "event.detail.text";

    private record Offered(String word, String meaning, List<String> values) {}

    QueryInput(String hint, Consumer<String> onTyped) {
        getElement().setAttribute("hint", hint);
        getElement().setAttribute("data-key", "/");
        getElement()
                .addEventListener(
                        "query-typed",
                        event -> onTyped.accept(event.getEventData().get(TEXT).asString()))
                .addEventData(TEXT);
    }

    void offer(Map<String, List<String>> values) {
        getElement()
                .setPropertyList(
                        "fields",
                        QueryParser.completions("", 0).stream()
                                .map(field -> new Offered(
                                        field.word(), field.meaning(), values.getOrDefault(field.word(), List.of())))
                                .toList());
    }

    void clear() {
        getElement().callJsFunction("clear");
    }
}
