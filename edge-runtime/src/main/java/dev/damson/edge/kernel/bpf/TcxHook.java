package dev.damson.edge.kernel.bpf;

/**
 * Where on an interface a program stands, as seen by the host: on the host's end of a veth, what a workload sends comes
 * in by {@link #INGRESS}.
 */
public enum TcxHook {
    INGRESS(46),
    EGRESS(47);

    final int attachType;

    TcxHook(int attachType) {
        this.attachType = attachType;
    }

    static TcxHook of(int attachType) {
        for (var hook : values()) {
            if (hook.attachType == attachType) {
                return hook;
            }
        }
        throw new IllegalArgumentException(
                "attach type \"%d\" is neither TCX ingress (46) nor egress (47)".formatted(attachType));
    }
}
