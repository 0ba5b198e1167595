package dev.damson.console.shell;

import dev.damson.console.place.Place;
import java.util.List;

/** A feature's objects and actions, for the palette. */
public interface Finder {
    /** Everything of the place's domain that a person may look for. */
    List<Find> finds(Place place);
}
