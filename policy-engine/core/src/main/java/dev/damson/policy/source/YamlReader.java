package dev.damson.policy.source;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
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
 * One document's text to nodes. Built on parse events, not on the library's nodes: those follow aliases and let
 * duplicate keys pass, and neither depth nor size of what they build is bounded.
 */
final class YamlReader {
    /** Deeper than anything in the language by a factor of four. */
    static final int MOST_DEPTH = 40;
    /** Of a file; about 200 bytes each. */
    static final int MOST_NODES = 2_000_000;

    private static final LoadSettings SETTINGS = LoadSettings.builder()
            .setCodePointLimit(SourceText.MOST_BYTES + 1)
            .setUseMarks(true)
            .build();

    private final String text;
    private final DocumentSlice slice;
    private final Problems problems;
    private final CodePoints offsets;
    private Iterator<Event> events;
    private int nodes;

    private YamlReader(String text, DocumentSlice slice, Problems problems) {
        this.text = text;
        this.slice = slice;
        this.problems = problems;
        this.offsets = new CodePoints(text, slice.start(), slice.end());
        this.events = List.<Event>of().iterator();
    }

    /** The nodes of every document that could be parsed; the others are in {@code problems}. */
    static List<YamlNode> readAll(String text, Problems problems) {
        var documents = new ArrayList<YamlNode>();
        int nodes = 0;
        for (DocumentSlice slice : DocumentSlice.cut(text)) {
            var reader = new YamlReader(text, slice, problems);
            reader.nodes = nodes;
            reader.read().ifPresent(documents::add);
            nodes = reader.nodes;
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
        if (depth > MOST_DEPTH) {
            throw new TooLarge(span(event), "the document nests deeper than " + MOST_DEPTH + " levels");
        }
        if (++nodes > MOST_NODES) {
            throw new TooLarge(span(event), "the file has more than " + MOST_NODES + " values, split it");
        }
        if (event instanceof AliasEvent alias) {
            String name = "*" + alias.getAlias().getValue();
            problems.error(
                    span(event), "", name, "alias " + Quoted.of(name) + " is not allowed", "write the value out");
            return new YamlNode.Alias(span(event));
        }
        if (event instanceof NodeEvent anchored) {
            anchored.getAnchor()
                    .ifPresent(anchor -> problems.error(
                            span(event),
                            "",
                            "&" + anchor.getValue(),
                            "anchor " + Quoted.of("&" + anchor.getValue()) + " is not allowed",
                            "remove it"));
        }
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
        Event event = events.next();
        while (event.getEventId() != Event.ID.MappingEnd) {
            YamlNode key = node(event, depth + 1);
            YamlNode value = node(events.next(), depth + 1);
            if (key instanceof YamlNode.Scalar name) {
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
        return new YamlNode.Mapping(until(start, event, last), List.copyOf(entries), start.isFlow());
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
