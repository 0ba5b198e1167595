package dev.damson.policy.model;

/** One document of a policy file. */
public sealed interface PolicyObject
        permits Domain,
                Workload,
                Group,
                Tier,
                SegmentationPolicy,
                ServiceFunction,
                ServiceChain,
                VirtualTap,
                PolicyTest {
    /** The only version of the language so far. */
    String API_VERSION = "damson.dev/v1";

    Metadata metadata();

    default String name() {
        return metadata().name();
    }

    /** The scope: a domain's name, {@code *} or {@code tenant/domain}. */
    default String scope() {
        return metadata().domain();
    }

    default Kind kind() {
        return switch (this) {
            case Domain domain -> Kind.DOMAIN;
            case Workload workload -> Kind.WORKLOAD;
            case Group group -> Kind.GROUP;
            case Tier tier -> Kind.TIER;
            case SegmentationPolicy policy -> Kind.SEGMENTATION_POLICY;
            case ServiceFunction function -> Kind.SERVICE_FUNCTION;
            case ServiceChain chain -> Kind.SERVICE_CHAIN;
            case VirtualTap tap -> Kind.VIRTUAL_TAP;
            case PolicyTest test -> Kind.POLICY_TEST;
        };
    }

    default ObjectKey key() {
        return new ObjectKey(kind(), scope(), name());
    }
}
