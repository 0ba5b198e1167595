package dev.damson.tap.flow;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** Community ID, version 1: the flow hash by which other tools name the same flow. */
public final class CommunityId {
    private static final String VERSION = "1:";

    /** Types of ICMP messages with the type that answers them. */
    private static final Map<Integer, Integer> ICMP_ANSWERS = both(Map.of(8, 0, 13, 14, 15, 16, 10, 9, 17, 18));

    private static final Map<Integer, Integer> ICMP6_ANSWERS =
            both(Map.of(128, 129, 133, 134, 135, 136, 130, 131, 144, 145, 139, 140));

    private CommunityId() {}

    /**
     * The id with seed 0, such as {@code 1:LQU9qZlK+B5F3KDmev6m5PMibrg=}; the same for both directions.
     *
     * @param source and {@code destination} 4 or 16 bytes each
     * @param sourcePort ICMP: the type; {@code destinationPort} the code
     */
    public static String of(int protocol, byte[] source, byte[] destination, int sourcePort, int destinationPort) {
        boolean control = protocol == PacketHeaders.ICMP || protocol == PacketHeaders.ICMP6;
        boolean ports = control
                || protocol == PacketHeaders.TCP
                || protocol == PacketHeaders.UDP
                || protocol == PacketHeaders.SCTP;
        int from = sourcePort;
        int to = destinationPort;
        boolean oneWay = false;
        if (control) {
            var answer = (protocol == PacketHeaders.ICMP ? ICMP_ANSWERS : ICMP6_ANSWERS).get(sourcePort);
            oneWay = answer == null;
            to = answer == null ? destinationPort : answer;
        }
        int order = Arrays.compareUnsigned(source, destination);
        boolean ordered = oneWay || order < 0 || order == 0 && from <= to;
        var text = ByteBuffer.allocate(2 + source.length + destination.length + 2 + (ports ? 4 : 0));
        text.putShort((short) 0).put(ordered ? source : destination).put(ordered ? destination : source);
        text.put((byte) protocol).put((byte) 0);
        if (ports) {
            text.putShort((short) (ordered ? from : to)).putShort((short) (ordered ? to : from));
        }
        return VERSION + Base64.getEncoder().encodeToString(sha1().digest(text.array()));
    }

    /** Of a packet. */
    public static String of(PacketHeaders headers) {
        return of(
                headers.protocol(),
                headers.source(),
                headers.destination(),
                headers.sourcePort(),
                headers.destinationPort());
    }

    private static Map<Integer, Integer> both(Map<Integer, Integer> pairs) {
        var all = new HashMap<>(pairs);
        pairs.forEach((question, answer) -> all.put(answer, question));
        return Map.copyOf(all);
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-1", impossible);
        }
    }
}
