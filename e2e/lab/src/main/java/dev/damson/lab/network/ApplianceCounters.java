package dev.damson.lab.network;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** What the appliance's own rules have counted: connections and health probes passed, and everything else dropped. */
public record ApplianceCounters(
        Count insideToOutside,
        Count outsideToInside,
        Count healthInsideToOutside,
        Count healthOutsideToInside,
        Count droppedFromInside,
        Count droppedFromOutside) {

    /** Frames and their bytes without the Ethernet header, as nftables counts them. */
    public record Count(long packets, long bytes) {}

    private static final Pattern COUNTER =
            Pattern.compile("\"name\": \"([^\"]+)\"[^}]*\"packets\": (\\d+), \"bytes\": (\\d+)");

    /** @param json the answer of {@code nft -j list counters} */
    static ApplianceCounters parse(String json) throws IOException {
        var counts = new HashMap<String, Count>();
        var matcher = COUNTER.matcher(json);
        while (matcher.find()) {
            counts.put(matcher.group(1), new Count(Long.parseLong(matcher.group(2)), Long.parseLong(matcher.group(3))));
        }
        return new ApplianceCounters(
                named(counts, "inside-to-outside"),
                named(counts, "outside-to-inside"),
                named(counts, "health-inside-to-outside"),
                named(counts, "health-outside-to-inside"),
                named(counts, "dropped-from-inside"),
                named(counts, "dropped-from-outside"));
    }

    private static Count named(Map<String, Count> counts, String name) throws IOException {
        var count = counts.get(name);
        if (count == null) {
            throw new IOException("the appliance has no counter \"" + name + "\": its rules were changed");
        }
        return count;
    }
}
