package dev.damson.policy.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Follows paths such as {@code spec.rules[2].to[0].cidr} through a document. An item may also be named by what it holds:
 * {@code rules[name=web-to-app]} is the first item with that field, {@code members[=web-1]} the first that is that text.
 */
final class PathWalk {
    private static final Pattern INDEX = Pattern.compile("[0-9]{1,9}");

    private PathWalk() {}

    /**
     * A node that a path leads to.
     *
     * @param path from the root, with indexes
     * @param whole whether the path was followed to its end
     */
    record Found(YamlNode node, String path, boolean whole) {}

    /**
     * The node at {@code path}, or the last one on the way that exists.
     *
     * @param leftOut paths of items that indexes do not count
     */
    static Found find(YamlNode root, String path, Set<String> leftOut) {
        var found = new Found(root, "", true);
        for (String step : steps(path)) {
            Optional<Found> next = step(found, step, leftOut);
            if (next.isEmpty()) {
                return new Found(found.node(), found.path(), false);
            }
            found = next.get();
        }
        return found;
    }

    private static Optional<Found> step(Found at, String step, Set<String> leftOut) {
        return switch (at.node()) {
            case YamlNode.Mapping mapping ->
                mapping.get(step).map(value -> new Found(value, join(at.path(), step), true));
            case YamlNode.Sequence sequence -> {
                int index = index(sequence, step, at.path(), leftOut);
                yield index < 0 || index >= sequence.items().size()
                        ? Optional.empty()
                        : Optional.of(new Found(sequence.items().get(index), at.path() + "[" + index + "]", true));
            }
            case YamlNode.Scalar scalar -> Optional.empty();
            case YamlNode.Alias alias -> Optional.empty();
        };
    }

    private static String join(String path, String field) {
        return path.isEmpty() ? field : path + "." + field;
    }

    private static int index(YamlNode.Sequence sequence, String step, String path, Set<String> leftOut) {
        int equals = step.indexOf('=');
        if (equals < 0) {
            return INDEX.matcher(step).matches() ? shift(Integer.parseInt(step), path, leftOut) : -1;
        }
        String field = step.substring(0, equals);
        String wanted = step.substring(equals + 1);
        for (int i = 0; i < sequence.items().size(); i++) {
            YamlNode item = sequence.items().get(i);
            Optional<YamlNode> value = field.isEmpty()
                    ? Optional.of(item)
                    : item instanceof YamlNode.Mapping mapping ? mapping.get(field) : Optional.empty();
            if (value.isPresent()
                    && value.get() instanceof YamlNode.Scalar scalar
                    && scalar.text().equals(wanted)) {
                return i;
            }
        }
        return -1;
    }

    /** The index in the file of what the object has at {@code index}. */
    private static int shift(int index, String path, Set<String> leftOut) {
        int at = -1;
        for (int counted = -1; counted < index; ) {
            at++;
            if (!leftOut.contains(path + "[" + at + "]")) {
                counted++;
            }
        }
        return at;
    }

    static List<String> steps(String path) {
        var steps = new ArrayList<String>();
        int at = 0;
        while (at < path.length()) {
            int end;
            if (path.charAt(at) == '[') {
                end = path.indexOf(']', at);
                steps.add(path.substring(at + 1, end));
                end++;
            } else {
                end = at;
                while (end < path.length() && path.charAt(end) != '.' && path.charAt(end) != '[') {
                    end++;
                }
                steps.add(path.substring(at, end));
            }
            at = end < path.length() && path.charAt(end) == '.' ? end + 1 : end;
        }
        return steps;
    }
}
