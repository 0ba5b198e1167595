package dev.damson.tap.app;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Writes IP addresses as people do; IPv6 as RFC 5952 says, the longest run of zeros as {@code ::}. */
public final class AddressText {
    private AddressText() {}

    /** Of 4 or 16 bytes; empty for any other length. */
    public static String of(byte[] address) {
        try {
            return address.length == 16
                    ? six(address)
                    : InetAddress.getByAddress(address).getHostAddress();
        } catch (UnknownHostException wrongLength) {
            return "";
        }
    }

    private static String six(byte[] address) {
        int best = -1;
        int bestLength = 1;
        for (int i = 0; i < 8; i++) {
            int run = 0;
            while (i + run < 8 && Bytes.u16(address, 2 * (i + run)) == 0) {
                run++;
            }
            if (run > bestLength) {
                best = i;
                bestLength = run;
            }
        }
        var text = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            if (i == best) {
                text.append("::");
                i += bestLength - 1;
                continue;
            }
            if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
                text.append(':');
            }
            text.append(Integer.toHexString(Bytes.u16(address, 2 * i)));
        }
        return text.toString();
    }
}
