package dev.damson.policy.connect;

import dev.damson.policy.model.IpAddress;
import dev.damson.policy.model.Workload;

/** What a list of connections calls those who talk. */
public final class Parties {
    /** Labels of an imported workload that say what it is called there. */
    public static final String NAMESPACE_LABEL = "damson.dev/namespace";

    public static final String NAME_LABEL = "damson.dev/name";
    public static final String KIND_LABEL = "damson.dev/kind";

    private Parties() {}

    /** {@code namespace/name[Kind]}; of a workload that was not imported the domain and its type. */
    public static String title(Workload workload) {
        var labels = workload.labels();
        return labels.get(NAMESPACE_LABEL).orElse(workload.scope()) + "/"
                + labels.get(NAME_LABEL).orElse(workload.name()) + "["
                + labels.get(KIND_LABEL).orElse(workload.type().word()) + "]";
    }

    static String range(IpAddress first, IpAddress last) {
        return first + "-" + last;
    }
}
