package dev.damson.director.live;

/** Hears that something changed, on a thread of the director; it must not wait. */
public interface LiveListener {
    /** A domain's head, its state on an edge, an instance or a port changed. */
    void domainChanged(String tenant, String domain);

    /** An edge came, went silent, or says something else. */
    void edgeChanged(String edge);
}
