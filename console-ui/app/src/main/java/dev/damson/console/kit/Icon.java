package dev.damson.console.kit;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;

/** One icon beside its words; it says nothing to a screen reader by itself. */
@Tag("damson-icon")
@JsModule("./damson-icon.ts")
public final class Icon extends Component implements HasStyle {
    private static final int NORMAL_PX = 16;

    public Icon(Glyph glyph) {
        this(glyph, NORMAL_PX);
    }

    /** @param sizePx 16, 14 or 12 */
    public Icon(Glyph glyph, int sizePx) {
        getElement().setAttribute("name", glyph.outline());
        getElement().setAttribute("size", Integer.toString(sizePx));
    }

    public Icon coloured(String className) {
        addClassName(className);
        return this;
    }
}
