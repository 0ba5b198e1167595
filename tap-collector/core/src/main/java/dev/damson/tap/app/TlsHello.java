package dev.damson.tap.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A TLS ClientHello or ServerHello (RFC 8446, section 4.1) at the start of a segment, as far as the packet holds it.
 *
 * @param version the highest that it names: {@code TLS 1.3}
 * @param serverName of the SNI extension; empty without it
 * @param protocols of the ALPN extension
 * @param length bytes of the record that the packet holds
 */
public record TlsHello(
        boolean client,
        String version,
        int versionOffset,
        String serverName,
        int serverNameOffset,
        int serverNameLength,
        List<String> protocols,
        int protocolsOffset,
        int protocolsLength,
        int length) {
    private static final int HANDSHAKE = 22;
    /** Record header, handshake header, version, random. */
    private static final int SHORTEST = 5 + 4 + 2 + 32;

    public TlsHello {
        protocols = List.copyOf(protocols);
    }

    /** The hello between two places of a packet, if there is one. */
    public static Optional<TlsHello> find(byte[] data, int from, int to) {
        if (to - from < SHORTEST || Bytes.u8(data, from) != HANDSHAKE || Bytes.u8(data, from + 1) != 3) {
            return Optional.empty();
        }
        int kind = Bytes.u8(data, from + 5);
        if (kind != 1 && kind != 2) {
            return Optional.empty();
        }
        int end = Math.min(to, from + 5 + Bytes.u16(data, from + 3));
        return end - from < SHORTEST ? Optional.empty() : Optional.of(new Reading(data, from, end, kind == 1).hello());
    }

    static String versionName(int version) {
        return switch (version) {
            case 0x0300 -> "SSL 3.0";
            case 0x0301 -> "TLS 1.0";
            case 0x0302 -> "TLS 1.1";
            case 0x0303 -> "TLS 1.2";
            case 0x0304 -> "TLS 1.3";
            default -> "version " + Text.hex(version, 4);
        };
    }

    /** One pass over a hello. */
    private static final class Reading {
        private static final int SERVER_NAME = 0;
        private static final int ALPN = 16;
        private static final int SUPPORTED_VERSIONS = 43;
        private static final int MOST_PROTOCOLS = 16;

        private final byte[] data;
        private final int from;
        private final int end;
        private final boolean client;
        private final List<String> protocols = new ArrayList<>();
        private int version;
        private int versionOffset;
        private String name = "";
        private int nameOffset;
        private int nameLength;
        private int protocolsOffset;
        private int protocolsLength;

        Reading(byte[] data, int from, int end, boolean client) {
            this.data = data;
            this.from = from;
            this.end = end;
            this.client = client;
        }

        TlsHello hello() {
            versionOffset = from + 9;
            version = Bytes.u16(data, versionOffset);
            extensions(afterCiphers());
            return new TlsHello(
                    client,
                    versionName(version),
                    versionOffset,
                    name,
                    nameOffset,
                    nameLength,
                    protocols,
                    protocolsOffset,
                    protocolsLength,
                    end - from);
        }

        /** Passes over session id, cipher suites and compression; beyond the end if one is cut. */
        private int afterCiphers() {
            int at = from + SHORTEST;
            at += at < end ? 1 + Bytes.u8(data, at) : 1;
            if (client) {
                at += at + 2 <= end ? 2 + Bytes.u16(data, at) : 2;
                at += at < end ? 1 + Bytes.u8(data, at) : 1;
            } else {
                at += 3;
            }
            return at + 2;
        }

        private void extensions(int first) {
            int at = first;
            while (at + 4 <= end) {
                int type = Bytes.u16(data, at);
                int length = Bytes.u16(data, at + 2);
                int body = at + 4;
                if (length > end - body) {
                    return;
                }
                switch (type) {
                    case SERVER_NAME -> serverName(body, length);
                    case ALPN -> protocols(body, length);
                    case SUPPORTED_VERSIONS -> versions(body, length);
                    default -> {
                        // of no concern here
                    }
                }
                at = body + length;
            }
        }

        private void serverName(int body, int length) {
            if (length < 5 || Bytes.u8(data, body + 2) != 0) {
                return;
            }
            nameLength = Math.min(Bytes.u16(data, body + 3), length - 5);
            nameOffset = body + 5;
            name = Text.of(data, nameOffset, nameOffset + nameLength);
        }

        private void protocols(int body, int length) {
            protocolsOffset = body;
            protocolsLength = length;
            int at = body + 2;
            while (at < body + length && protocols.size() < MOST_PROTOCOLS) {
                int size = Bytes.u8(data, at);
                if (size > body + length - at - 1) {
                    return;
                }
                protocols.add(Text.of(data, at + 1, at + 1 + size));
                at += size + 1;
            }
        }

        /** GREASE values (RFC 8701), which look like 0x?a?a, are no versions. */
        private void versions(int body, int length) {
            int at = client ? body + 1 : body;
            while (at + 2 <= body + length) {
                int offered = Bytes.u16(data, at);
                if ((offered & 0x0f0f) != 0x0a0a && offered > version) {
                    version = offered;
                    versionOffset = at;
                }
                at += 2;
            }
        }
    }
}
