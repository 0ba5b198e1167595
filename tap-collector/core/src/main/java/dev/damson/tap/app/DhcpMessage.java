package dev.damson.tap.app;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * A DHCP message (RFC 2131) in clear.
 *
 * @param kind {@code Discover}, {@code Offer} and so on; {@code BOOTP} without a message type
 * @param transaction its id
 * @param clientMac of the client's hardware address, as text
 * @param address given to the client, or asked for by it; empty if none
 * @param server empty if it does not say
 * @param hostName printable ASCII; empty if none
 */
public record DhcpMessage(
        String kind, long transaction, String clientMac, String address, String server, String hostName) {
    public static final int SERVER = 67;
    public static final int CLIENT = 68;

    private static final int FIXED = 236;
    private static final long COOKIE = 0x63825363L;
    private static final int ETHERNET = 6;

    private static final int REQUESTED = 50;
    private static final int TYPE = 53;
    private static final int SERVER_ID = 54;
    private static final int HOST_NAME = 12;
    private static final int PADDING = 0;
    private static final int END = 255;

    private static final Map<Integer, String> KINDS = Map.of(
            1, "Discover", 2, "Offer", 3, "Request", 4, "Decline", 5, "ACK", 6, "NAK", 7, "Release", 8, "Inform");

    /** The message between two bytes; empty if there is none. */
    public static Optional<DhcpMessage> find(byte[] data, int from, int to, int sourcePort, int destinationPort) {
        boolean ports = sourcePort == SERVER && (destinationPort == CLIENT || destinationPort == SERVER)
                || sourcePort == CLIENT && destinationPort == SERVER;
        if (!ports
                || to - from < FIXED + 4
                || Bytes.u32(data, from + FIXED) != COOKIE
                || Bytes.u8(data, from + 2) != ETHERNET) {
            return Optional.empty();
        }
        var kind = "BOOTP";
        var requested = "";
        var server = "";
        var host = "";
        int at = from + FIXED + 4;
        while (at < to && Bytes.u8(data, at) != END) {
            int option = Bytes.u8(data, at);
            if (option == PADDING) {
                at++;
                continue;
            }
            if (at + 2 > to || at + 2 + Bytes.u8(data, at + 1) > to) {
                break;
            }
            int length = Bytes.u8(data, at + 1);
            int value = at + 2;
            if (option == TYPE && length == 1) {
                kind = KINDS.getOrDefault(Bytes.u8(data, value), "type " + Bytes.u8(data, value));
            } else if (option == REQUESTED && length == 4) {
                requested = address(data, value);
            } else if (option == SERVER_ID && length == 4) {
                server = address(data, value);
            } else if (option == HOST_NAME) {
                host = Text.of(data, value, value + length);
            }
            at = value + length;
        }
        var given = address(data, from + 16);
        return Optional.of(new DhcpMessage(
                kind,
                Bytes.u32(data, from + 4),
                mac(data, from + 28),
                given.equals("0.0.0.0") ? requested : given,
                server,
                host));
    }

    private static String address(byte[] data, int at) {
        return AddressText.of(Arrays.copyOfRange(data, at, at + 4));
    }

    private static String mac(byte[] data, int at) {
        var text = new StringBuilder();
        for (int i = 0; i < ETHERNET; i++) {
            text.append(i == 0 ? "" : ":")
                    .append(Text.hex(Bytes.u8(data, at + i), 2).substring(2));
        }
        return text.toString();
    }

    /** {@code Offer 10.1.0.11 to 02:00:00:00:01:11}. */
    public String summary() {
        return kind + (address.isEmpty() ? "" : " " + address) + " " + clientMac
                + (hostName.isEmpty() ? "" : " " + hostName);
    }
}
