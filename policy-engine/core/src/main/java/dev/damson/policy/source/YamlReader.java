package dev.damson.policy.source;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * One document's text to nodes. Built on parse events, not on the library's nodes: those let duplicate keys pass, and
 * neither depth nor size of what they build is bounded, least of all by what aliases stand for.
 */
final class YamlReader {
    /** Deeper than anything in the language by a factor of four. */
    static final int MOST_DEPTH = 40;
    /** Of a file; about 200 bytes each. */
    static final int MOST_NODES = 2_000_000;

    /**
     * Values that the aliases of a file may stand for; manifests share a few labels or ports. Shared values are read
     * wherever an alias stands, so that this bounds the time that a bomb takes.
     */
    static final int MOST_SHARED = 100_000;

    private static final String MERGE_KEY = "<<";

    private static final LoadSettings SETTINGS = LoadSettings.builder()
            .setCodePointLimit(SourceText.MOST_BYTES + 1)
            .setUseMarks(true)
            .build();

    private final String text;
    private final DocumentSlice slice;
    private final Problems problems;
    private final CodePoints offsets;
    private final Sharing sharing;
    private final Map<String, Shared> anchors = new HashMap<>();
    private Iterator<Event> events;
    private int nodes;
    private int sharedNodes;
    private int deepest;

    /** What a file's anchors and aliases are. */
    enum Sharing {
        /** Errors: what a reviewer reads is what counts. */
        REFUSED,
        /** Another system's own way to write a value once; merge keys too. */
        BOUNDED
    }

    /**
     * An anchored value.
     *
     * @param nodes of it and in it, those that aliases in it stand for included
     * @param height levels below it
     */
    private record Shared(YamlNode node, int nodes, int height) {}

    private YamlReader(String text, DocumentSlice slice, Sharing sharing, Problems problems) {
        this.sharing = sharing;
        this.text = text;
        this.slice = slice;
        this.problems = problems;
        this.offsets = new CodePoints(text, slice.start(), slice.end());
        this.events = List.<Event>of().iterator();
    }

    /** The nodes of every document that could be parsed; the others are in {@code problems}. */
    static List<YamlNode> readAll(String text, Sharing sharing, Problems problems) {
        var documents = new ArrayList<YamlNode>();
        int nodes = 0;
        int sharedNodes = 0;
        for (DocumentSlice slice : DocumentSlice.cut(text)) {
            var reader = new YamlReader(text, slice, sharing, problems);
            reader.nodes = nodes;
            reader.sharedNodes = sharedNodes;
            reader.read().ifPresent(documents::add);
            nodes = reader.nodes;
            sharedNodes = reader.sharedNodes;
            if (nodes > MOST_NODES) {
                break;
            }
        }
        return documents;
    }

    private Optional<YamlNode> read() {
        try {
            events = new Parse(SETTINGS)
                    .parseString(text.substring(slice.start(), slice.end()))
                    .iterator();
            while (events.hasNext()) {
                Event event = events.next();
                if (event.getEventId() == Event.ID.Scalar
                        || event.getEventId() == Event.ID.Alias
                        || event instanceof CollectionStartEvent) {
                    YamlNode node = node(event, 1);
                    drain();
                    return isEmpty(node) ? Optional.empty() : Optional.of(node);
                }
            }
        } catch (MarkedYamlEngineException e) {
            Span span = e.getProblemMark().map(mark -> span(mark, mark)).orElse(new Span(slice.line(), 1, 0, 0));
            String context = e.getContext() == null ? "" : " " + e.getContext();
            problems.error(span, "", "", "not YAML" + context + ": " + e.getProblem(), "");
        } catch (TooLarge e) {
            problems.error(e.span, "", "", e.reason, "");
        } catch (YamlEngineException e) {
            problems.error(new Span(slice.line(), 1, 0, 0), "", "", "not YAML: " + firstLine(e), "");
        }
        return Optional.empty();
    }

    /** Runs to the end of the document, so that a syntax error after the root is found too. */
    private void drain() {
        while (events.hasNext()) {
            Event event = events.next();
            if (event.getEventId() == Event.ID.DocumentStart) {
                throw new TooLarge(span(event), "a second document begins here without a line ---");
            }
        }
    }

    private static boolean isEmpty(YamlNode node) {
        return node instanceof YamlNode.Scalar scalar
                && scalar.plain()
                && scalar.text().isEmpty();
    }

    private YamlNode node(Event event, int depth) {
        descend(event, depth);
        if (++nodes > MOST_NODES) {
            throw new TooLarge(span(event), "the file has more than " + MOST_NODES + " values, split it");
        }
        if (event instanceof AliasEvent alias) {
            return alias(alias, depth);
        }
        var anchor = event instanceof NodeEvent anchored ? anchored.getAnchor() : Optional.<Anchor>empty();
        return anchor.isPresent() ? anchored(anchor.get().getValue(), event, depth) : value(event, depth);
    }

    private void descend(Event event, int depth) {
        if (depth > MOST_DEPTH) {
            throw new TooLarge(span(event), "the document nests deeper than " + MOST_DEPTH + " levels");
        }
        deepest = Math.max(deepest, depth);
    }

    private YamlNode anchored(String anchor, Event event, int depth) {
        if (sharing == Sharing.REFUSED) {
            String name = "&" + anchor;
            problems.error(span(event), "", name, "anchor " + Quoted.of(name) + " is not allowed", "remove it");
            return value(event, depth);
        }
        // Until it is read whole, an alias to it is one in its own value.
        anchors.remove(anchor);
        int before = nodes + sharedNodes;
        int above = deepest;
        deepest = depth;
        var node = value(event, depth);
        anchors.put(anchor, new Shared(node, nodes + sharedNodes - before + 1, deepest - depth));
        deepest = Math.max(deepest, above);
        return node;
    }

    private YamlNode alias(AliasEvent event, int depth) {
        String anchor = event.getAlias().getValue();
        String name = "*" + anchor;
        if (sharing == Sharing.REFUSED) {
            problems.error(
                    span(event), "", name, "alias " + Quoted.of(name) + " is not allowed", "write the value out");
            return new YamlNode.Alias(span(event));
        }
        var shared = anchors.get(anchor);
        if (shared == null) {
            problems.error(
                    span(event),
                    "",
                    name,
                    "alias " + Quoted.of(name) + " has no value before it",
                    "write &" + anchor + " at a value that ends before it");
            return new YamlNode.Alias(span(event));
        }
        sharedNodes += shared.nodes();
        if (sharedNodes > MOST_SHARED) {
            throw new TooLarge(span(event), "the aliases of the file stand for more than " + MOST_SHARED + " values");
        }
        descend(event, depth + shared.height());
        return shared.node();
    }

    private YamlNode value(Event event, int depth) {
        if (event instanceof ScalarEvent scalar) {
            refuseTag(scalar.getTag(), event);
            return new YamlNode.Scalar(span(event), scalar.getValue(), scalar.isPlain());
        }
        var start = (CollectionStartEvent) event;
        refuseTag(start.getTag(), event);
        return start instanceof MappingStartEvent ? mapping(start, depth) : sequence(start, depth);
    }

    private void refuseTag(Optional<String> tag, Event event) {
        tag.ifPresent(name ->
                problems.error(span(event), "", name, "tag " + Quoted.of(name) + " is not allowed", "remove it"));
    }

    private YamlNode sequence(CollectionStartEvent start, int depth) {
        var items = new ArrayList<YamlNode>();
        Event event = events.next();
        while (event.getEventId() != Event.ID.SequenceEnd) {
            items.add(node(event, depth + 1));
            event = events.next();
        }
        return new YamlNode.Sequence(until(start, event, items), List.copyOf(items), start.isFlow());
    }

    private YamlNode mapping(CollectionStartEvent start, int depth) {
        var entries = new ArrayList<YamlNode.Entry>();
        Map<String, Span> seen = new HashMap<>();
        var merged = new ArrayList<YamlNode>();
        Event event = events.next();
        while (event.getEventId() != Event.ID.MappingEnd) {
            YamlNode key = node(event, depth + 1);
            YamlNode value = node(events.next(), depth + 1);
            if (sharing == Sharing.BOUNDED && key instanceof YamlNode.Scalar name && isMerge(name)) {
                merged.add(value);
            } else if (key instanceof YamlNode.Scalar name) {
                Span first = seen.putIfAbsent(name.text(), name.span());
                if (first == null) {
                    entries.add(new YamlNode.Entry(name, value));
                } else {
                    problems.error(
                            name.span(),
                            "",
                            name.text(),
                            "key " + Quoted.of(name.text()) + " stands twice, first in line " + first.line(),
                            "remove one");
                }
            } else {
                problems.error(key.span(), "", "", "a key is not a single word", "");
            }
            event = events.next();
        }
        var last = entries.stream().map(YamlNode.Entry::value).toList();
        var place = until(start, event, last);
        merged.forEach(value -> merge(value, entries, seen));
        return new YamlNode.Mapping(place, List.copyOf(entries), start.isFlow());
    }

    private static boolean isMerge(YamlNode.Scalar key) {
        return key.plain() && key.text().equals(MERGE_KEY);
    }

    /** Adds what a merge key brings (YAML 1.1, as Kubernetes reads it): what stands in the mapping itself wins. */
    private void merge(YamlNode value, List<YamlNode.Entry> entries, Map<String, Span> seen) {
        switch (value) {
            case YamlNode.Mapping mapping ->
                mapping.entries().stream()
                        .filter(entry ->
                                seen.putIfAbsent(entry.key().text(), entry.key().span()) == null)
                        .forEach(entries::add);
            case YamlNode.Sequence sequence -> sequence.items().forEach(item -> merge(item, entries, seen));
            case YamlNode.Scalar scalar ->
                problems.error(scalar.span(), "", scalar.text(), "<< merges a mapping, not text", "write *name");
            case YamlNode.Alias alias -> {} // reported when it was met
        }
    }

    /** A block collection ends with its last child: the parser's own end lies behind blank lines and comments. */
    private Span until(CollectionStartEvent start, Event end, List<YamlNode> children) {
        Span from = span(start);
        int last = start.isFlow()
                ? span(end).end()
                : children.isEmpty() ? from.end() : children.getLast().span().end();
        return new Span(from.line(), from.column(), from.start(), last);
    }

    private Span span(Event event) {
        return span(event.getStartMark().orElseThrow(), event.getEndMark().orElseThrow());
    }

    private Span span(Mark from, Mark to) {
        return new Span(
                slice.line() + from.getLine(),
                from.getColumn() + 1,
                offsets.offset(from.getIndex()),
                offsets.offset(to.getIndex()));
    }

    private static String firstLine(YamlEngineException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    /** Ends the reading of a document; not an error of the program, so without a stack. */
    private static final class TooLarge extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Span span;
        private final String reason;

        TooLarge(Span span, String reason) {
            super(reason, null, false, false);
            this.span = span;
            this.reason = reason;
        }
    }
}
