package dev.damson.director.command;

import dev.damson.director.SourceFile;
import dev.damson.policy.source.PolicySource;
import dev.damson.policy.source.PolicyWriter;
import dev.damson.policy.source.Problem;
import dev.damson.policy.source.Severity;
import dev.damson.policy.source.SourceDocument;
import dev.damson.policy.source.SourceObject;
import dev.damson.policy.source.SourceResult;
import dev.damson.topology.document.DocumentKey;
import dev.damson.topology.document.StoredDocument;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Reads files and stored texts to objects that keep their text. */
record Reading(List<Given> objects, List<Problem> problems) {
    Reading {
        objects = List.copyOf(objects);
        problems = List.copyOf(problems);
    }

    static Reading of(List<SourceFile> files) {
        var objects = new ArrayList<Given>();
        var problems = new ArrayList<Problem>();
        for (var file : files) {
            var result = PolicySource.read(file.name(), file.text());
            problems.addAll(result.problems());
            objects.addAll(withTexts(file.text(), result));
        }
        return new Reading(objects, problems);
    }

    /** A text of the graph or of a draft, which should hold exactly the object of the key. */
    static Reading of(String origin, DocumentKey key, String text) {
        var result = PolicySource.read(origin + ":" + key, text);
        var objects = withTexts(text, result);
        var problems = new ArrayList<>(result.problems());
        for (var given : objects) {
            if (!given.key().equals(key)) {
                problems.add(given.source()
                        .problem(
                                Severity.ERROR,
                                "metadata.name",
                                given.key().name(),
                                "this text is of \"" + given.key() + "\"",
                                "it must stay \"" + key + "\"; add another object instead"));
            }
        }
        return new Reading(objects, problems);
    }

    static Reading of(StoredDocument document) {
        return of("head", document.key(), document.source());
    }

    /** Each object with its own document's text; where several share one (a JSON list), each is written anew. */
    private static List<Given> withTexts(String text, SourceResult result) {
        var documents = new TreeMap<Integer, SourceDocument>();
        SourceDocument.cut(text).forEach(document -> documents.put(document.line(), document));
        var objectsOf = new HashMap<SourceDocument, Integer>();
        for (var object : result.objects()) {
            objectsOf.merge(documentOf(documents, object), 1, Integer::sum);
        }
        return result.objects().stream()
                .map(object -> {
                    var document = documentOf(documents, object);
                    var alone = objectsOf.getOrDefault(document, 0) == 1;
                    return new Given(object, alone ? document.text() : PolicyWriter.yaml(object.object()));
                })
                .toList();
    }

    private static SourceDocument documentOf(NavigableMap<Integer, SourceDocument> documents, SourceObject object) {
        return documents.floorEntry(object.place("").line()).getValue();
    }
}
