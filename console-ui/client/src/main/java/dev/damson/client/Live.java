package dev.damson.client;

import tools.jackson.databind.JsonNode;

/** Where a revision is live, in words. */
final class Live {
    private Live() {}

    static boolean everywhere(JsonNode domain) {
        return domain.path("live").asInt() == domain.path("edges").size();
    }

    static String sentence(JsonNode domain) {
        return "%s: revision %d, live on %d of %d edges"
                .formatted(
                        Printer.word(domain, "domain", ""),
                        domain.path("revision").asLong(),
                        domain.path("live").asInt(),
                        domain.path("edges").size());
    }

    static String edge(JsonNode edge) {
        var text = "%s: revision %d"
                .formatted(Printer.word(edge, "edge", ""), edge.path("revision").asLong());
        var problem = Printer.word(edge, "problem", "");
        return problem.isEmpty() ? text : text + ", " + problem;
    }
}
