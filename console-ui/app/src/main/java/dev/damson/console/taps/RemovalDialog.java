package dev.damson.console.taps;

import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;
import dev.damson.console.kit.Glyph;
import dev.damson.console.kit.Press;

/** Asks before what a tap copied is erased with it. */
final class RemovalDialog extends Dialog {
    RemovalDialog(String tap, Runnable remove) {
        setHeaderTitle("Remove tap " + tap);
        setWidth("460px");
        add(new Paragraph(
                "The tap ends, and what is stored of it is erased within minutes. The audit keeps the hashes of"
                        + " the files that held it. To keep the packets, stop the tap instead."));
        getFooter()
                .add(
                        Press.plain("Cancel", this::close),
                        Press.primary(Glyph.CLOSE, "Remove and erase", () -> {
                                    close();
                                    remove.run();
                                })
                                .named("remove-now"));
    }
}
