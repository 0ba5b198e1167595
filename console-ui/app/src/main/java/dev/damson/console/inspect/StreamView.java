package dev.damson.console.inspect;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import dev.damson.tap.flow.FollowedStream;
import java.util.HexFormat;
import java.util.List;

/** What two parties said, each direction in its colour; bytes go as digits, so that nothing of them can act. */
@Tag("damson-stream-view")
@JsModule("./damson-stream-view.ts")
final class StreamView extends Component {
    private record Shown(boolean reply, String hex, long missing) {}

    /** @param form {@code text} or {@code hex} */
    void show(List<FollowedStream.Chunk> chunks, String form) {
        getElement().setProperty("form", form);
        getElement()
                .setPropertyList(
                        "chunks",
                        chunks.stream()
                                .map(chunk -> new Shown(
                                        chunk.reply(), HexFormat.of().formatHex(chunk.bytes()), chunk.missing()))
                                .toList());
    }
}
