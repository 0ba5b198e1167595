package dev.damson.console.inspect;

import dev.damson.console.security.Right;
import dev.damson.console.security.SignedIn;
import dev.damson.director.Actor;
import dev.damson.director.Director;
import java.util.function.Consumer;

/** Whoever looks, and the reason they gave for seeing payload: asked once while the view is open, audited at each look. */
final class Analyst {
    private final SignedIn signedIn;
    private final Director director;
    private String reason = "";

    Analyst(SignedIn signedIn, Director director) {
        this.signedIn = signedIn;
        this.director = director;
    }

    Director director() {
        return director;
    }

    Actor actor() {
        return signedIn.actor();
    }

    boolean may(Right right) {
        return signedIn.may(right);
    }

    /** Empty before they gave one. */
    String reason() {
        return reason;
    }

    boolean seesPayload() {
        return !reason.isEmpty() && may(Right.PAYLOAD);
    }

    /** Goes on with the reason, asking for one if there is none yet. */
    void withReason(String what, Consumer<String> next) {
        if (!reason.isEmpty()) {
            next.accept(reason);
            return;
        }
        new ReasonDialog(what, given -> {
                    reason = given;
                    next.accept(given);
                })
                .open();
    }
}
