package dev.damson.director.publish;

import dev.damson.topology.document.Version;

/** Hears what is published, on the publisher's thread; it must not wait. */
@FunctionalInterface
public interface PublicationListener {
    /** @param sequence of the message in the domain's topic with which an edge is as the version says */
    void published(String tenant, String domain, Version version, long sequence);
}
