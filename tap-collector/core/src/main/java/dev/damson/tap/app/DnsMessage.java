package dev.damson.tap.app;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A DNS message (RFC 1035) as far as it could be read.
 *
 * @param offset of its header in the packet
 * @param code the response code
 * @param questions and {@code answers} as many as were read before the bytes ended or made no sense
 */
public record DnsMessage(
        int offset, int id, boolean response, int code, List<Question> questions, List<Answer> answers) {
    private static final int HEADER = 12;
    private static final int PORT = 53;
    private static final int MULTICAST_PORT = 5353;

    private static final List<String> CODES =
            List.of("no error", "format error", "server failure", "no such name", "not implemented", "refused");

    private static final Map<Integer, String> TYPES = Map.ofEntries(
            Map.entry(1, "A"),
            Map.entry(2, "NS"),
            Map.entry(5, "CNAME"),
            Map.entry(6, "SOA"),
            Map.entry(12, "PTR"),
            Map.entry(15, "MX"),
            Map.entry(16, "TXT"),
            Map.entry(28, "AAAA"),
            Map.entry(33, "SRV"),
            Map.entry(41, "OPT"),
            Map.entry(64, "SVCB"),
            Map.entry(65, "HTTPS"),
            Map.entry(255, "ANY"));

    public DnsMessage {
        questions = List.copyOf(questions);
        answers = List.copyOf(answers);
    }

    /** @param offset in the packet */
    public record Question(String name, String type, int offset, int length) {}

    /**
     * @param value the address or name it gives, or how many bytes
     * @param offset in the packet
     * @param ttlOffset of the TTL within the record
     */
    public record Answer(
            String name, String type, long ttlSeconds, String value, int offset, int length, int ttlOffset) {}

    /** The message between two places of a packet, if the ports are DNS's and its header is there. */
    public static Optional<DnsMessage> find(byte[] data, int from, int to, boolean tcp, int source, int destination) {
        boolean port = source == PORT || destination == PORT;
        boolean multicast = !tcp && (source == MULTICAST_PORT || destination == MULTICAST_PORT);
        if (!port && !multicast) {
            return Optional.empty();
        }
        int start = tcp ? from + 2 : from; // over TCP a length stands before each message
        return to - start < HEADER ? Optional.empty() : Optional.of(new DnsReader(data, start, to).message());
    }

    static String typeName(int type) {
        return TYPES.getOrDefault(type, "type " + type);
    }

    public String codeName() {
        return code < CODES.size() ? CODES.get(code) : "code " + code;
    }

    /** {@code query A db-1.shop} or {@code A db-1.shop = 10.1.0.31}. */
    public String summary() {
        var asked = questions.isEmpty()
                ? "without a question"
                : questions.getFirst().type() + " " + questions.getFirst().name();
        if (!response) {
            return "query " + asked;
        }
        if (code != 0) {
            return asked + ", " + codeName();
        }
        return answers.isEmpty()
                ? asked + ", no answer"
                : asked + " = " + answers.getFirst().value();
    }
}
