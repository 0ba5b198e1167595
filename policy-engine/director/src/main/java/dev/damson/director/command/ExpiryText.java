package dev.damson.director.command;

import dev.damson.policy.model.PolicySet;
import dev.damson.policy.source.SourceEdit;

/** Turns {@code expiresAfter} into a time in the text that is kept, or every later commit would begin it anew. */
final class ExpiryText {
    private ExpiryText() {}

    /** The object's text with the times that the set has for it. */
    static String resolved(Given given, PolicySet set) {
        var object = given.source().object();
        return set.find(object.key())
                .filter(resolved -> !resolved.equals(object))
                .map(resolved -> SourceEdit.replace(given.text(), resolved))
                .orElse(given.text());
    }
}
