package dev.damson.director.command;

import dev.damson.policy.model.ObjectKey;
import dev.damson.policy.source.SourceObject;
import dev.damson.topology.document.DocumentKey;

/**
 * One object with its text.
 *
 * @param source with the places of its parts in the file it came from
 * @param text what is kept: the object's own document
 */
record Given(SourceObject source, String text) {
    /** Its name inside its domain. */
    DocumentKey key() {
        ObjectKey key = source.object().key();
        return new DocumentKey(key.kind(), key.name());
    }

    String domain() {
        return source.object().scope();
    }
}
