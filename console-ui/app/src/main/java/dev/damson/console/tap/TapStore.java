package dev.damson.console.tap;

import dev.damson.director.Actor;
import dev.damson.director.Director;
import dev.damson.director.TapAccess;
import dev.damson.tap.live.TappedPacket;
import dev.damson.tap.names.Names;
import dev.damson.tap.store.search.Answer;
import dev.damson.tap.store.search.Bucket;
import dev.damson.tap.store.search.CaptureSearch;
import dev.damson.tap.store.search.Coverage;
import dev.damson.tap.store.search.Page;
import dev.damson.tap.store.search.SearchRequest;
import dev.damson.tap.store.search.SessionId;
import dev.damson.tap.store.search.SessionParquet;
import dev.damson.tap.store.search.SessionRow;
import dev.damson.tap.store.search.StoredPackets;
import dev.damson.tap.store.search.Summary;
import dev.damson.wire.pcapng.CapturedPacket;
import dev.damson.wire.settings.Settings;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * What is stored of taps, for people: looks at their rights, writes the audit before packets are seen, and leaves
 * payload out where it may not be seen. Sessions and counts are metadata, which everybody of the tenant may see.
 */
@Component
public class TapStore {
    /** Packets of marked sessions are put in order in memory; whole results are streamed. */
    private static final int MOST_SELECTED = 200_000;

    private final Director director;
    private final Names names;
    private final CaptureSearch search;
    private final StoredPackets packets;
    private final SessionParquet parquet;

    TapStore(Director director, Names names, Settings settings) {
        this.director = director;
        this.names = names;
        this.search = new CaptureSearch(settings.findPath("store.folder").orElse(Path.of("store")));
        this.packets = new StoredPackets(search);
        this.parquet = new SessionParquet(search);
    }

    /** Sessions newest first, so many at most. */
    public Answer<Page> sessions(Actor actor, SearchRequest request, Optional<Page.Cursor> after, int limit) {
        actor.mustRead(request.tenant());
        return search.sessions(request, after, limit);
    }

    public Answer<List<Bucket>> histogram(Actor actor, SearchRequest request, int buckets) {
        actor.mustRead(request.tenant());
        return search.histogram(request, buckets);
    }

    public Answer<Summary> summary(Actor actor, SearchRequest request, int lines) {
        actor.mustRead(request.tenant());
        return search.summary(request, lines);
    }

    /** One session of the request's time; empty if it is no longer kept. */
    public Optional<SessionRow> session(Actor actor, SearchRequest request, SessionId id) {
        actor.mustRead(request.tenant());
        return search.session(request, id).value();
    }

    /** Receives exported packets in the order of their time. */
    @FunctionalInterface
    public interface Sink {
        void packet(TappedPacket packet) throws IOException;
    }

    /** The packets of one session, so many at most; with payload only for who may see it and says why. */
    public List<TappedPacket> packets(
            Actor actor, SearchRequest request, SessionRow session, int most, boolean payload, String reason)
            throws IOException {
        director.recordTapAccess(
                actor,
                request.tenant(),
                new TapAccess(session.domain(), session.tap(), TapAccess.Action.VIEW, payload, reason));
        return packets.of(request, session, most).stream()
                .map(packet -> shown(new TappedPacket(packet, names), payload))
                .toList();
    }

    private void recordExport(Actor actor, SearchRequest request, boolean payload, String reason) {
        director.recordTapAccess(
                actor,
                request.tenant(),
                new TapAccess(
                        request.domain().orElse(""),
                        request.tap().orElse(""),
                        TapAccess.Action.EXPORT,
                        payload,
                        reason));
    }

    /** Writes into the audit that sessions are about to leave as a file; without it none may. */
    void recordDownload(Actor actor, SearchRequest request, String what) {
        director.recordTapAccess(
                actor,
                request.tenant(),
                new TapAccess(
                        request.domain().orElse(""), request.tap().orElse(""), TapAccess.Action.DOWNLOAD, false, what));
    }

    /** The matching sessions as Parquet; if any are named, only those. */
    void parquet(Actor actor, SearchRequest request, List<SessionId> only, OutputStream out) throws IOException {
        actor.mustRead(request.tenant());
        parquet.write(request, only, out);
    }

    /** Gives every packet of the matching sessions. */
    public Coverage export(Actor actor, SearchRequest request, boolean payload, String reason, Sink sink)
            throws IOException {
        recordExport(actor, request, payload, reason);
        return packets.export(request, packet -> sink.packet(shown(new TappedPacket(packet, names), payload)));
    }

    /** Gives the packets of these sessions, in the order of their time. */
    public void export(
            Actor actor, SearchRequest request, List<SessionRow> sessions, boolean payload, String reason, Sink sink)
            throws IOException {
        recordExport(actor, request, payload, reason);
        var all = new ArrayList<CapturedPacket>();
        for (var session : sessions) {
            all.addAll(packets.of(request, session, MOST_SELECTED - all.size()));
        }
        all.sort(Comparator.comparingLong(CapturedPacket::unixNanos));
        for (var packet : all) {
            sink.packet(shown(new TappedPacket(packet, names), payload));
        }
    }

    private static TappedPacket shown(TappedPacket packet, boolean payload) {
        return payload ? packet : packet.withoutPayload();
    }

    @PreDestroy
    void close() {
        search.close();
    }
}
