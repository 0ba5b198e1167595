package dev.damson.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Which tap is meant. */
record TapPlace(String domain, String tap) {
    /** The path under which new ones are made. */
    static String pathOf(String domain) {
        return "/domains/" + Api.encode(domain) + "/taps";
    }

    /** The path of its requests. */
    String path() {
        return pathOf(domain) + "/" + Api.encode(tap);
    }

    /** A tap to be: {@code domain/tap}, or {@code tap} if the tenant has one domain. */
    static TapPlace fresh(Api api, String words) {
        var slash = words.indexOf('/');
        if (slash > 0) {
            return new TapPlace(words.substring(0, slash), words.substring(slash + 1));
        }
        List<String> domains = new ArrayList<>();
        for (var known : api.get("/domains", Map.of()).body().path("domains")) {
            domains.add(Printer.word(known, "domain", ""));
        }
        if (domains.size() == 1) {
            return new TapPlace(domains.getFirst(), words);
        }
        throw new ClientException(
                ClientException.USAGE,
                domains.isEmpty()
                        ? "the tenant has no domain"
                        : "say in which domain: " + domains.getFirst() + "/" + words + " or another of "
                                + String.join(", ", domains));
    }

    /** @param words {@code domain/tap}, or {@code tap} if one domain of the tenant has it */
    static TapPlace find(Api api, String words) {
        var slash = words.indexOf('/');
        if (slash > 0) {
            return new TapPlace(words.substring(0, slash), words.substring(slash + 1));
        }
        List<String> domains = new ArrayList<>();
        for (var known : api.get("/taps", Map.of()).body().path("taps")) {
            if (Printer.word(known, "tap", "").equals(words)) {
                domains.add(Printer.word(known, "domain", ""));
            }
        }
        if (domains.size() == 1) {
            return new TapPlace(domains.getFirst(), words);
        }
        throw new ClientException(
                ClientException.REFUSED,
                domains.isEmpty()
                        ? "there is no tap \"" + words + "\": \"./damson tap list\" shows those there are"
                        : "\"" + words + "\" is a tap of " + String.join(", ", domains) + ": say which, as "
                                + domains.getFirst() + "/" + words);
    }
}
