package dev.damson.policy.cli;

import dev.damson.policy.ebpf.Listing;
import dev.damson.policy.emit.Listings;
import dev.damson.policy.model.End;
import dev.damson.policy.plan.RuleName;
import dev.damson.policy.tables.TableReading;
import dev.damson.policy.tables.VerdictReading;
import dev.damson.policy.tables.Who;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Listings as JSON: what a program's table says, and its instructions. */
final class ListingJson {
    private ListingJson() {}

    /** A program with its table, if it judges by one, and its instructions. */
    static Optional<Map<String, Object>> program(Listings listings, String name) {
        return listings.listing(name).map(listing -> {
            var json = new LinkedHashMap<String, Object>();
            json.put("program", name);
            json.put("title", listings.title(name).orElse(""));
            listings.reading(name).ifPresent(table -> json.putAll(table(table)));
            json.put(
                    "instructions",
                    listing.entries().stream().map(ListingJson::instruction).toList());
            return json;
        });
    }

    /** Only the table; empty for a program without one. */
    static Optional<Map<String, Object>> table(Listings listings, String name) {
        return listings.reading(name).map(table -> {
            var json = new LinkedHashMap<String, Object>();
            json.put("program", name);
            json.put("title", table.title());
            json.putAll(table(table));
            return json;
        });
    }

    private static Map<String, Object> table(TableReading table) {
        var json = new LinkedHashMap<String, Object>();
        json.put("profile", table.profile());
        json.put("end", table.end() == End.SOURCE ? "source" : "destination");
        json.put("judges", who(table.judged()));
        json.put("classes", table.peers().stream().map(ListingJson::peer).toList());
        json.put(
                "columns",
                table.columns().stream()
                        .map(column -> Map.of("column", column.column(), "services", column.services()))
                        .toList());
        json.put("verdicts", table.verdicts().stream().map(ListingJson::verdict).toList());
        return json;
    }

    private static Map<String, Object> who(Who who) {
        var json = new LinkedHashMap<String, Object>();
        json.put("groups", who.groups());
        json.put("workloads", who.everyWorkload());
        json.put("addresses", who.prefixes());
        json.put("outside", who.outside());
        return json;
    }

    private static Map<String, Object> peer(TableReading.PeerClass row) {
        var json = new LinkedHashMap<String, Object>();
        json.put("class", row.row());
        row.own().ifPresent(own -> json.put("own", who(own)));
        json.put("who", who(row.who()));
        json.put("anyoneElse", row.everyoneElse());
        json.put(
                "answers",
                row.answers().stream()
                        .map(answer -> Map.of("services", answer.services(), "verdict", answer.verdict()))
                        .toList());
        return json;
    }

    private static Map<String, Object> verdict(VerdictReading verdict) {
        var json = new LinkedHashMap<String, Object>();
        json.put("verdict", verdict.number());
        json.put("action", verdict.actionWord());
        json.put("by", rule(verdict.by()));
        json.put("pending", Map.of("action", verdict.pendingWord(), "by", rule(verdict.pendingBy())));
        json.put("log", verdict.log());
        json.put("tcpStrict", verdict.tcpStrict());
        verdict.chain().ifPresent(chain -> json.put("chain", chain));
        json.put("taps", verdict.taps());
        verdict.expires().ifPresent(time -> {
            json.put("expires", time.toString());
            json.put("then", verdict.next());
        });
        return json;
    }

    private static Map<String, Object> rule(RuleName rule) {
        var json = new LinkedHashMap<String, Object>();
        if (!rule.policy().isEmpty()) {
            json.put("tier", rule.tier());
            json.put("policy", rule.policy());
        }
        json.put("rule", rule.rule());
        return json;
    }

    private static Map<String, Object> instruction(Listing.Entry entry) {
        var json = new LinkedHashMap<String, Object>();
        json.put("slot", entry.slot());
        json.put("bytes", entry.bytes());
        json.put("text", entry.mnemonic());
        put(json, "sections", entry.sections());
        put(json, "labels", entry.labels());
        put(json, "comments", entry.comments());
        put(json, "remarks", entry.remarks());
        return json;
    }

    private static void put(Map<String, Object> json, String key, List<String> texts) {
        if (!texts.isEmpty()) {
            json.put(key, texts);
        }
    }
}
