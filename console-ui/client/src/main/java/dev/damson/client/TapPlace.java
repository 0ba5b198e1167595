package dev.damson.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Which tap is meant. */
record TapPlace(String domain, String tap) {
    /** The path of its requests. */
    String path() {
        return "/domains/" + Api.encode(domain) + "/taps/" + Api.encode(tap);
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
