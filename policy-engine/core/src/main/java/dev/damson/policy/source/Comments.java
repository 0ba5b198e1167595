package dev.damson.policy.source;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The comments of a document by the path of what they stand above or behind. Items of lists are counted, words in lists
 * stand for themselves.
 */
final class Comments {
    private final Map<String, List<String>> above = new HashMap<>();
    private final Map<String, String> behind = new HashMap<>();
    private final Set<String> outer = new HashSet<>();
    private final List<String> last = new ArrayList<>();

    static Comments none() {
        return new Comments();
    }

    /** Comments in the lines above {@code path}, with their {@code #}. */
    List<String> above(String path) {
        return above.getOrDefault(path, List.of());
    }

    /** The comment in the line of {@code path}, with its {@code #}. */
    Optional<String> behind(String path) {
        return Optional.ofNullable(behind.get(path));
    }

    /** Comments behind everything. */
    List<String> last() {
        return last;
    }

    /** Whether something within {@code path} has a comment, so that it needs lines of its own. */
    boolean isWithin(String path) {
        return outer.contains(path);
    }

    private void enclose(String path) {
        for (int i = path.length() - 1; i > 0; i--) {
            if (path.charAt(i) == '.' || path.charAt(i) == '[') {
                outer.add(path.substring(0, i));
            }
        }
    }

    void putAbove(String path, String comment) {
        enclose(path);
        above.computeIfAbsent(path, key -> new ArrayList<>()).add(comment);
    }

    void putBehind(String path, String comment) {
        enclose(path);
        if (behind.putIfAbsent(path, comment) != null) {
            putAbove(path, comment);
        }
    }

    void putLast(String comment) {
        last.add(comment);
    }

    static String field(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    static String item(String path, int index, Optional<String> word) {
        return path + "[" + word.map(text -> "=" + text).orElse(Integer.toString(index)) + "]";
    }
}
