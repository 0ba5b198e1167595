package dev.damson.console.tap;

import dev.damson.director.Actor;
import dev.damson.tap.store.search.Page;
import dev.damson.tap.store.search.SearchRequest;
import dev.damson.tap.store.search.SessionId;
import dev.damson.tap.store.search.SessionRow;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/** Writes what the store holds as files: packets as one capture, sessions as lines. */
@Component
public class StoreExport {
    /** Names of strangers may hold what turns a terminal's line around: nothing but ASCII leaves. */
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private static final int PAGE = 1_000;

    private final TapStore store;

    StoreExport(TapStore store) {
        this.store = store;
    }

    /** What a file holds. */
    public enum Form {
        PCAPNG("pcapng", "application/x-pcapng", true),
        PCAP("pcap", "application/vnd.tcpdump.pcap", true),
        CSV("csv", "text/csv", false),
        JSON("json", "application/x-ndjson", false),
        PARQUET("parquet", "application/vnd.apache.parquet", false);

        private final String word;
        private final String type;
        private final boolean packets;

        Form(String word, String type, boolean packets) {
            this.word = word;
            this.type = type;
            this.packets = packets;
        }

        /** As it is asked for, and the ending of the file's name. */
        public String word() {
            return word;
        }

        /** For a browser. */
        public String type() {
            return type;
        }

        /** Packets, otherwise sessions. */
        public boolean packets() {
            return packets;
        }

        public static Optional<Form> of(String word) {
            return Arrays.stream(values())
                    .filter(form -> form.word.equals(word))
                    .findFirst();
        }
    }

    /**
     * Every matching session, or its packets.
     *
     * @param payload whether packets are whole
     * @param reason the person's; required with payload
     */
    public void write(Actor actor, SearchRequest request, Form form, boolean payload, String reason, OutputStream out)
            throws IOException {
        if (form.packets()) {
            var sink = sink(form, out);
            store.export(actor, request, payload, reason, sink);
        } else if (form == Form.PARQUET) {
            store.recordDownload(actor, request, said(form, "every session that matches", reason));
            store.parquet(actor, request, List.of(), out);
        } else {
            store.recordDownload(actor, request, said(form, "every session that matches", reason));
            header(form, out);
            Optional<Page.Cursor> next = Optional.empty();
            do {
                var page = store.sessions(actor, request, next, PAGE).value();
                for (var row : page.sessions()) {
                    line(form, row, out);
                }
                next = page.next();
            } while (next.isPresent());
        }
        out.flush();
    }

    /** These sessions, or their packets. */
    public void write(
            Actor actor,
            SearchRequest request,
            List<SessionRow> sessions,
            Form form,
            boolean payload,
            String reason,
            OutputStream out)
            throws IOException {
        if (form.packets()) {
            store.export(actor, request, sessions, payload, reason, sink(form, out));
        } else if (form == Form.PARQUET) {
            store.recordDownload(actor, request, said(form, sessions.size() + " marked", reason));
            store.parquet(actor, request, sessions.stream().map(SessionId::of).toList(), out);
        } else {
            store.recordDownload(actor, request, said(form, sessions.size() + " marked", reason));
            header(form, out);
            for (var row : sessions) {
                line(form, row, out);
            }
        }
        out.flush();
    }

    /** What the audit has of a download. */
    private static String said(Form form, String which, String reason) {
        return form.word() + ", " + which + (reason.isBlank() ? "" : ": " + reason);
    }

    private static TapStore.Sink sink(Form form, OutputStream out) throws IOException {
        if (form == Form.PCAP) {
            var file = new PcapFile(out);
            return packet -> file.write(packet.captured());
        }
        var stream = new PacketStream(out);
        stream.begin();
        return packet -> stream.write(List.of(packet));
    }

    private static void header(Form form, OutputStream out) throws IOException {
        if (form == Form.CSV) {
            write(out, SessionCsv.HEADER);
        }
    }

    private static void line(Form form, SessionRow row, OutputStream out) throws IOException {
        write(out, form == Form.CSV ? SessionCsv.line(row) : JSON.writeValueAsString(row));
    }

    private static void write(OutputStream out, String line) throws IOException {
        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
