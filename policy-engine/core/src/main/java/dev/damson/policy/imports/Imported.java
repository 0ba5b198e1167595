package dev.damson.policy.imports;

import dev.damson.policy.source.Problem;
import dev.damson.policy.source.SourceObject;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an import made. What is wrong with the files themselves stands in their own problems.
 *
 * @param objects of one domain
 * @param leftOut every construct that could not be kept, as errors; nothing is to be applied while there are some
 * @param warnings what was kept and deserves a look
 * @param read how many documents of each kind were read
 * @param ignored how many documents of each kind say nothing about who may talk to whom
 */
public record Imported(
        List<SourceObject> objects,
        List<Problem> leftOut,
        List<Problem> warnings,
        SortedMap<String, Integer> read,
        SortedMap<String, Integer> ignored) {
    public Imported {
        objects = List.copyOf(objects);
        leftOut = List.copyOf(leftOut);
        warnings = List.copyOf(warnings);
        read = Collections.unmodifiableSortedMap(new TreeMap<>(read));
        ignored = Collections.unmodifiableSortedMap(new TreeMap<>(ignored));
    }
}
