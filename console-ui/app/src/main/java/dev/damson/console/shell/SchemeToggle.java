package dev.damson.console.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;

/** Dark or light; the browser remembers it. */
@Tag("damson-scheme")
@JsModule("./damson-scheme.ts")
final class SchemeToggle extends Component {}
