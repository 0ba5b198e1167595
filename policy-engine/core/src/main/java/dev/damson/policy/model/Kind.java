package dev.damson.policy.model;

/** The kinds of object, in the order in which a canonical file lists them. */
public enum Kind implements Word {
    DOMAIN("Domain"),
    WORKLOAD("Workload"),
    GROUP("Group"),
    TIER("Tier"),
    SEGMENTATION_POLICY("SegmentationPolicy"),
    SERVICE_FUNCTION("ServiceFunction"),
    SERVICE_CHAIN("ServiceChain"),
    VIRTUAL_TAP("VirtualTap"),
    POLICY_TEST("PolicyTest");

    private final String word;

    Kind(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
