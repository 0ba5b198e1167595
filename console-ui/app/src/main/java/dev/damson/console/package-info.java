/**
 * The console: Vaadin views, the REST API and sign-in around the director, the graph and the capture store.
 * Views and endpoints decide nothing themselves; they call commands and show answers.
 */
@NullMarked
package dev.damson.console;

import org.jspecify.annotations.NullMarked;
