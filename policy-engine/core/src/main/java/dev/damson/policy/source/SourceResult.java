package dev.damson.policy.source;

import dev.damson.policy.model.PolicyObject;
import java.util.ArrayList;
import java.util.List;

/**
 * What was read: objects in the order of the files, and every problem.
 *
 * @param objects also those with problems, see {@link SourceObject#sound}
 * @param problems by file and place
 */
public record SourceResult(List<SourceObject> objects, List<Problem> problems) {
    public SourceResult {
        objects = List.copyOf(objects);
        problems = List.copyOf(problems);
    }

    public boolean hasErrors() {
        return problems.stream().anyMatch(Problem::isError);
    }

    /** The bare objects; to be applied only where there are no errors. */
    public List<PolicyObject> policyObjects() {
        return objects.stream().map(SourceObject::object).toList();
    }

    /** This and {@code other}, in this order. */
    public SourceResult and(SourceResult other) {
        var allObjects = new ArrayList<>(objects);
        allObjects.addAll(other.objects);
        var allProblems = new ArrayList<>(problems);
        allProblems.addAll(other.problems);
        return new SourceResult(allObjects, allProblems);
    }
}
