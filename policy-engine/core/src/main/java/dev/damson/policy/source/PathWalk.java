package dev.damson.policy.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Follows paths such as {@code spec.rules[2].to[0].cidr} through a document. */
final class PathWalk {
    private static final Pattern INDEX = Pattern.compile("[0-9]{1,9}");

    private PathWalk() {}

    /** The node at {@code path}, or the last one on the way that exists. */
    static YamlNode nearest(YamlNode root, String path) {
        YamlNode node = root;
        for (String step : steps(path)) {
            Optional<YamlNode> next = step(node, step);
            if (next.isEmpty()) {
                return node;
            }
            node = next.get();
        }
        return node;
    }

    static Optional<YamlNode> exact(YamlNode root, String path) {
        Optional<YamlNode> node = Optional.of(root);
        for (String step : steps(path)) {
            node = node.flatMap(at -> step(at, step));
        }
        return node;
    }

    private static Optional<YamlNode> step(YamlNode node, String step) {
        return switch (node) {
            case YamlNode.Mapping mapping -> mapping.get(step);
            case YamlNode.Sequence sequence ->
                INDEX.matcher(step).matches()
                                && Integer.parseInt(step) < sequence.items().size()
                        ? Optional.of(sequence.items().get(Integer.parseInt(step)))
                        : Optional.empty();
            case YamlNode.Scalar scalar -> Optional.empty();
            case YamlNode.Alias alias -> Optional.empty();
        };
    }

    static List<String> steps(String path) {
        var steps = new ArrayList<String>();
        for (String part : path.split("[.\\[]")) {
            String step = part.endsWith("]") ? part.substring(0, part.length() - 1) : part;
            if (!step.isEmpty()) {
                steps.add(step);
            }
        }
        return steps;
    }
}
