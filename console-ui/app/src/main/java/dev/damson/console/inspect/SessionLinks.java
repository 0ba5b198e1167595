package dev.damson.console.inspect;

import dev.damson.console.place.Place;
import dev.damson.console.place.Section;
import dev.damson.console.policies.TapWish;
import dev.damson.tap.session.NetworkNames;
import dev.damson.tap.store.search.SessionRow;

/** From a session to the views that say more of it. */
final class SessionLinks {
    private SessionLinks() {}

    /** The same packet, asked of the live revision. */
    static String trace(Place place, SessionRow row) {
        var network = NetworkNames.protocol(row.network());
        return place.in(Section.TRACE)
                .with("src", SessionWords.name(row.source()))
                .with("dst", SessionWords.name(row.destination()))
                .with("protocol", network.startsWith("icmp") ? "ping" : network)
                .with(
                        "port",
                        SessionWords.hasPorts(row)
                                ? Integer.toString(row.destination().port())
                                : "")
                .address();
    }

    /** A tap of the same two ends and service. */
    static String tap(Place place, SessionRow row) {
        var network = NetworkNames.protocol(row.network());
        var service = SessionWords.hasPorts(row)
                ? network + "/" + row.destination().port()
                : network.startsWith("icmp") ? network : "any";
        return TapWish.between(place, SessionWords.name(row.source()), SessionWords.name(row.destination()), service);
    }
}
