package dev.damson.wire.pcapng;

/** The bytes are no pcapng; the message says where and what was found. */
public final class PcapngException extends Exception {
    private static final long serialVersionUID = 1;

    public PcapngException(String message) {
        super(message);
    }
}
