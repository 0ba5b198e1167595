package dev.damson.topology.inventory;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.neo4j.driver.Value;

/** Reads the inventory's records from nodes, and writes labels as Neo4j can hold them. */
public final class Rows {
    /** A label key has no {@code =} (it is checked as a Kubernetes label key), so the first one ends it. */
    private static final char SEPARATOR = '=';

    private Rows() {}

    public static DomainRecord domain(Value node) {
        return new DomainRecord(
                node.get("tenant").asString(),
                node.get("name").asString(),
                node.get("number").asInt(),
                node.get("head").asLong(),
                node.get("change").asLong(0));
    }

    public static PortRecord port(Value node) {
        return new PortRecord(
                node.get("name").asString(),
                PortKind.valueOf(node.get("kind").asString()),
                node.get("edge").asString(),
                node.get("mac").asString(),
                node.get("addresses").asList(Value::asString));
    }

    public static WorkloadRecord workload(Value node, Value ports) {
        return new WorkloadRecord(
                node.get("name").asString(),
                node.get("type").asString(),
                labels(node.get("labels").asList(Value::asString)),
                ports.asList(Rows::port));
    }

    /** Neo4j's properties hold no maps: labels are a sorted list of {@code key=value}. */
    public static List<String> labelTexts(Map<String, String> labels) {
        var texts = new ArrayList<String>(labels.size());
        new TreeMap<>(labels).forEach((key, value) -> texts.add(key + SEPARATOR + value));
        return texts;
    }

    private static Map<String, String> labels(List<String> texts) {
        var labels = new TreeMap<String, String>();
        for (var text : texts) {
            var end = text.indexOf(SEPARATOR);
            labels.put(text.substring(0, end), text.substring(end + 1));
        }
        return labels;
    }
}
