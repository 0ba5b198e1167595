package dev.damson.policy.imports;

import dev.damson.policy.model.PolicyObject;
import dev.damson.policy.source.Located;
import dev.damson.policy.source.Problem;
import dev.damson.policy.source.Severity;
import dev.damson.policy.source.SourceObject;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Collects what an import makes. */
public final class Draft {
    private final ImportOptions options;
    private final List<SourceObject> objects = new ArrayList<>();
    private final List<Problem> leftOut = new ArrayList<>();
    private final List<Problem> warnings = new ArrayList<>();
    private final SortedMap<String, Integer> read = new TreeMap<>();
    private final SortedMap<String, Integer> ignored = new TreeMap<>();

    public Draft(ImportOptions options) {
        this.options = options;
    }

    public ImportOptions options() {
        return options;
    }

    public String domain() {
        return options.domain();
    }

    /** @param origin what it was made from */
    public void add(PolicyObject object, Located origin) {
        add(object, origin, List.of());
    }

    /** @param rules what each of its rules was made from */
    public void add(PolicyObject object, Located origin, List<Located> rules) {
        objects.add(SourceObject.imported(object, origin, rules));
    }

    /** A construct that has no counterpart. */
    public void leaveOut(Located what, String message, String instead) {
        leftOut.add(what.problem(Severity.ERROR, what.scalar().orElse(""), message, instead));
    }

    public void warn(Located what, String message, String expected) {
        warnings.add(what.problem(Severity.WARNING, what.scalar().orElse(""), message, expected));
    }

    public void read(String kind) {
        read.merge(kind, 1, Integer::sum);
    }

    public void ignore(String kind) {
        ignored.merge(kind, 1, Integer::sum);
    }

    public Imported done() {
        return new Imported(objects, leftOut, warnings, read, ignored);
    }
}
