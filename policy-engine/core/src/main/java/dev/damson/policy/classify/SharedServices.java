package dev.damson.policy.classify;

import dev.damson.policy.classify.ServiceSet.PortLabel;
import java.util.Collection;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Service classes that all tables of a domain have in common: each table then says in few bytes which column a class
 * has in it, instead of having arrays of 65,536 entries for itself.
 */
final class SharedServices {
    /** So many cost a table a quarter of one array of its own. */
    static final int MAX_CLASSES = 16_384;

    private final Columns columns;
    private final SortedMap<Integer, char[]> classes = new TreeMap<>();
    private final char[] classOfProtocol = new char[256];

    private SharedServices(Columns columns) {
        this.columns = columns;
        for (int place = 0; place < Columns.WITH_SERVICE.size(); place++) {
            if (columns.starts(place).length > 1) {
                classes.put(Columns.WITH_SERVICE.get(place), columns.expand(place, column -> column));
            }
        }
        for (int protocol = 0; protocol < classOfProtocol.length; protocol++) {
            classOfProtocol[protocol] = (char) columns.columnOf(protocol);
        }
    }

    /**
     * Empty where rules tell too many services apart.
     *
     * @param allPorts every port that may stand for a name
     */
    static Optional<SharedServices> of(Collection<ServiceSet> sets, Function<PortLabel, Collection<Integer>> allPorts) {
        var columns = Columns.merged(sets, allPorts);
        return columns.count() > MAX_CLASSES ? Optional.empty() : Optional.of(new SharedServices(columns));
    }

    /** Equal for equal classes. */
    IntRow shape() {
        return columns.shape();
    }

    /** The class of each of the 65,536 services, by protocol; only of protocols whose services some rule tells apart. */
    SortedMap<Integer, char[]> classes() {
        return classes;
    }

    /** The class of each protocol without services of its own. */
    char[] classOfProtocol() {
        return classOfProtocol;
    }

    /**
     * The column of each class in a table.
     *
     * @param own the table's columns; whatever it tells apart, the domain does
     * @param columnOf from a column of {@code own} to the table's
     */
    char[] columns(Columns own, int[] columnOf) {
        var result = new char[columns.count()];
        for (int place = 0; place < Columns.WITH_SERVICE.size(); place++) {
            var starts = columns.starts(place);
            var ownStarts = own.starts(place);
            int at = 0;
            for (int range = 0; range < starts.length; range++) {
                while (at + 1 < ownStarts.length && ownStarts[at + 1] <= starts[range]) {
                    at++;
                }
                result[columns.columnOf(place, range)] = (char) columnOf[own.columnOf(place, at)];
            }
        }
        for (int protocol = 0; protocol < classOfProtocol.length; protocol++) {
            result[columns.columnOf(protocol)] = (char) columnOf[own.columnOf(protocol)];
        }
        return result;
    }
}
