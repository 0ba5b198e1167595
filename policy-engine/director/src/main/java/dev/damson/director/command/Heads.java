package dev.damson.director.command;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.damson.director.publish.MemberChanges;
import dev.damson.director.publish.Publication;
import dev.damson.director.publish.RevisionSource;
import dev.damson.policy.bundle.CompiledDomain;
import dev.damson.policy.model.PolicySet;
import dev.damson.topology.TenantGraph;
import dev.damson.topology.TopologyGraph;
import dev.damson.wire.bundle.BlobKind;
import dev.damson.wire.proto.Directory;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The compiled revisions of domains: those just committed as they were compiled, others compiled again from what the
 * graph holds, which gives the same bytes. Safe for many threads.
 */
public final class Heads implements RevisionSource {
    /** Between commit and publication lie milliseconds; after a restart everything is compiled again. */
    private static final int KEPT_BUNDLES = 8;

    /** Names of the rules of recent revisions, for events that are still on their way. */
    private static final int KEPT_NAMES = 64;

    private record Key(String tenant, String domain, long revision) {}

    private final TopologyGraph graph;
    private final Compilers compilers = new Compilers();
    private final LiveDomains live = new LiveDomains(compilers);
    private final Map<Key, Publication> bundles = new Recent<>(KEPT_BUNDLES);
    private final Map<Key, List<String>> names = new Recent<>(KEPT_NAMES);

    public Heads(TopologyGraph graph) {
        this.graph = graph;
    }

    Compilers compilers() {
        return compilers;
    }

    LiveDomains live() {
        return live;
    }

    @Override
    public Optional<MemberChanges> changes(String tenant, String domain) {
        var tenantGraph = graph.tenant(tenant);
        return tenantGraph
                .inventory()
                .domain(domain)
                .filter(found -> found.change() > 0)
                .map(found -> live.changes(tenantGraph, found));
    }

    @Override
    public Optional<Publication> head(String tenant, String domain) {
        var tenantGraph = graph.tenant(tenant);
        return tenantGraph
                .inventory()
                .domain(domain)
                .filter(found -> found.head() > 0)
                .flatMap(found -> revision(tenantGraph, domain, found.head()));
    }

    /** {@code domain/policy/rule} of a rule number in a revision; empty if either is unknown. */
    public String ruleName(String tenant, String domain, long revision, int rule) {
        var all = ruleNames(tenant, domain, revision);
        return rule >= 0 && rule < all.size() ? all.get(rule) : "";
    }

    private List<String> ruleNames(String tenant, String domain, long revision) {
        var key = new Key(tenant, domain, revision);
        synchronized (this) {
            var known = names.get(key);
            if (known != null) {
                return known;
            }
        }
        var found = revision(graph.tenant(tenant), domain, revision)
                .map(publication -> names(domain, publication))
                .orElse(List.of());
        synchronized (this) {
            names.put(key, found);
        }
        return found;
    }

    /** Keeps what was compiled for a commit until it is published. */
    synchronized void keep(long revision, PolicySet policies, CompiledDomain compiled, Instant committed) {
        var manifest = compiled.manifest();
        live.keep(manifest, policies, compiled.plan());
        bundles.put(new Key(manifest.getTenant(), manifest.getDomain(), revision), publication(compiled, committed));
    }

    private Optional<Publication> revision(TenantGraph tenant, String domain, long number) {
        var key = new Key(tenant.tenant(), domain, number);
        synchronized (this) {
            var kept = bundles.get(key);
            if (kept != null) {
                return Optional.of(kept);
            }
        }
        var found = tenant.inventory()
                .domain(domain)
                .flatMap(record -> tenant.revisions()
                        .find(domain, number)
                        .map(revision ->
                                publication(Workbench.compile(compilers, tenant, record, revision), revision.at())));
        synchronized (this) {
            found.ifPresent(publication -> bundles.put(key, publication));
        }
        return found;
    }

    private static Publication publication(CompiledDomain compiled, Instant committed) {
        var blobs = new HashMap<ByteString, ByteString>();
        compiled.blobs()
                .forEach((sha256, bytes) ->
                        blobs.put(ByteString.copyFrom(HexFormat.of().parseHex(sha256)), ByteString.copyFrom(bytes)));
        return new Publication(compiled.manifest(), blobs, committed);
    }

    private static List<String> names(String domain, Publication publication) {
        return publication.manifest().getBlobsList().stream()
                .filter(blob -> blob.getKind().equals(BlobKind.DIRECTORY))
                .findFirst()
                .map(blob ->
                        directory(Objects.requireNonNull(publication.blobs().get(blob.getSha256()))))
                .map(directory -> directory.getRulesList().stream()
                        .map(rule -> rule.getPolicy().isEmpty()
                                ? domain + "/" + rule.getRule()
                                : domain + "/" + rule.getPolicy() + "/" + rule.getRule())
                        .toList())
                .orElse(List.of());
    }

    private static Directory directory(ByteString blob) {
        try {
            return Directory.parseFrom(blob);
        } catch (InvalidProtocolBufferException impossible) {
            throw new IllegalStateException("the compiler wrote a directory that cannot be read", impossible);
        }
    }
}
