package dev.damson.lab.traffic;

/** What a client speaks with a server of the laboratory. */
enum Protocol {
    HTTP("http"),
    DATABASE("database"),
    DNS_UDP("dns-udp"),
    DNS_TCP("dns-tcp"),
    PING("ping");

    private final String word;

    Protocol(String word) {
        this.word = word;
    }

    /** As it stands in the status file. */
    String word() {
        return word;
    }
}
