package dev.damson.policy.classify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Identities in classes, split by one set after the other; each class knows the sets that hold it. */
final class Partition {
    /** A set that no rule is looked up by. */
    static final int UNMARKED = -1;

    private record Marks(int mark, @Nullable Marks before) {}

    private final int[] classOf;
    private final List<@Nullable Marks> marks = new ArrayList<>();

    Partition(int identities) {
        classOf = new int[identities];
        marks.add(null);
    }

    void split(int mark, IntSet members) {
        int before = marks.size();
        var halves = new int[before];
        Arrays.fill(halves, -1);
        for (int identity : members.values()) {
            int whole = classOf[identity];
            if (halves[whole] < 0) {
                halves[whole] = marks.size();
                var known = marks.get(whole);
                marks.add(mark == UNMARKED ? known : new Marks(mark, known));
            }
            classOf[identity] = halves[whole];
        }
    }

    /** The class of every identity, numbered by their first identity from 0 without gaps. */
    Classes classes() {
        var numbers = new int[marks.size()];
        Arrays.fill(numbers, -1);
        var first = new ArrayList<Integer>();
        var marked = new ArrayList<IntSet>();
        var result = new int[classOf.length];
        for (int identity = 0; identity < classOf.length; identity++) {
            int old = classOf[identity];
            if (numbers[old] < 0) {
                numbers[old] = first.size();
                first.add(identity);
                marked.add(set(marks.get(old)));
            }
            result[identity] = numbers[old];
        }
        return new Classes(result, first, marked);
    }

    private static IntSet set(@Nullable Marks last) {
        var all = new ArrayList<Integer>();
        for (var at = last; at != null; at = at.before()) {
            all.add(at.mark());
        }
        return IntSet.of(all);
    }

    /**
     * @param of the class of every identity
     * @param first one identity of each class
     * @param marks the marked sets that hold each class
     */
    record Classes(int[] of, List<Integer> first, List<IntSet> marks) {
        int count() {
            return first.size();
        }
    }
}
