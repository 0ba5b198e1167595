package dev.damson.wire.signature;

import java.util.Base64;

/** One block of RFC 7468 text. */
final class Pem {
    private Pem() {}

    /**
     * The bytes between the lines of a label.
     *
     * @throws IllegalArgumentException if the text has no such block
     */
    static byte[] decode(String label, String text) {
        var begin = "-----BEGIN " + label + "-----";
        var end = "-----END " + label + "-----";
        var from = text.indexOf(begin);
        var to = text.indexOf(end);
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("there is no \"" + begin + "\" block");
        }
        return Base64.getMimeDecoder().decode(text.substring(from + begin.length(), to));
    }
}
