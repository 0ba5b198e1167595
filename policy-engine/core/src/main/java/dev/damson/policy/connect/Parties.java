package dev.damson.policy.connect;

import dev.damson.policy.model.IpAddress;
import dev.damson.policy.model.Workload;
import java.util.Locale;

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
        String namespace = labels.get(NAMESPACE_LABEL).orElse(workload.scope());
        String kind = labels.get(KIND_LABEL).orElse(workload.type().word());
        String name = labels.get(NAME_LABEL).orElseGet(() -> within(workload.name(), namespace, kind));
        return namespace + "/" + name + "[" + kind + "]";
    }

    /** The name of {@code namespace.name.kind}: one that is too long for a label stands only there. */
    private static String within(String name, String namespace, String kind) {
        String before = namespace + ".";
        String behind = "." + kind.toLowerCase(Locale.ROOT);
        return name.startsWith(before) && name.endsWith(behind) && name.length() > before.length() + behind.length()
                ? name.substring(before.length(), name.length() - behind.length())
                : name;
    }

    static String range(IpAddress first, IpAddress last) {
        return first + "-" + last;
    }
}
