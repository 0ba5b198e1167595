package dev.damson.console.shell;

/**
 * What the bar says of a domain.
 *
 * @param revision the head revision, 0 before the first commit
 * @param liveEdges edges that run the head revision
 * @param edges edges that host the domain
 */
public record DomainHead(long revision, int liveEdges, int edges) {
    public int drifting() {
        return edges - liveEdges;
    }

    public String words() {
        return revision == 0 ? "nothing committed yet" : "live on %d of %d edges".formatted(liveEdges, edges);
    }
}
