package dev.damson.policy.source;

import dev.damson.policy.model.PolicyObject;
import java.util.List;
import java.util.Set;

/**
 * An object with the places of its parts.
 */
public final class SourceObject {
    private final PolicyObject object;
    private final String file;
    private final boolean sound;
    private final YamlNode root;
    private final Set<String> leftOut;

    /** @param leftOut paths of list items that the object lacks because of their problems */
    SourceObject(PolicyObject object, String file, boolean sound, YamlNode root, Set<String> leftOut) {
        this.object = object;
        this.file = file;
        this.sound = sound;
        this.root = root;
        this.leftOut = leftOut;
    }

    /** An object that came from no file (the graph, a form): all its places are the first of {@code origin}. */
    public static SourceObject without(PolicyObject object, String origin) {
        var nothing = new YamlNode.Mapping(new Span(1, 1, 0, 0), List.of(), false);
        return new SourceObject(object, origin, true, nothing, Set.of());
    }

    /**
     * An object that was made from what stands at {@code origin} in another format: all its places are that one, except
     * for those of its rules.
     *
     * @param rules what each rule was made from; empty if that is not told
     */
    public static SourceObject imported(PolicyObject object, Located origin, List<Located> rules) {
        var span = origin.node().span();
        var items =
                new YamlNode.Sequence(span, rules.stream().map(Located::node).toList(), false);
        var spec = new YamlNode.Mapping(span, List.of(entry(span, "rules", items)), false);
        var entries = rules.isEmpty() ? List.<YamlNode.Entry>of() : List.of(entry(span, "spec", spec));
        var root = new YamlNode.Mapping(span, entries, false);
        return new SourceObject(object, origin.problems().file(), true, root, Set.of());
    }

    private static YamlNode.Entry entry(Span span, String key, YamlNode value) {
        return new YamlNode.Entry(new YamlNode.Scalar(span, key, true), value);
    }

    YamlNode root() {
        return root;
    }

    public PolicyObject object() {
        return object;
    }

    public String file() {
        return file;
    }

    /**
     * Whether its document had no error. Otherwise wrong values have been replaced by defaults, and the object serves
     * only to check the others.
     */
    public boolean sound() {
        return sound;
    }

    /**
     * Where {@code path} stands, or the innermost part of it that is there; the empty path is the document. Items of
     * lists are named by their index in the object, or by what they hold, such as {@code spec.members[=web-1]}.
     */
    public Place place(String path) {
        Span span = PathWalk.find(root, path, leftOut).node().span();
        return new Place(file, span.line(), span.column());
    }

    /** A problem at {@code path} of this object, see {@link #place}. */
    public Problem problem(Severity severity, String path, String value, String message, String expected) {
        return Problem.at(
                place(path), severity, PathWalk.find(root, path, leftOut).path(), value, message, expected);
    }

    @Override
    public String toString() {
        return object.key() + " of " + place("");
    }
}
