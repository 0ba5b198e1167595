package dev.damson.policy.remedy;

import dev.damson.policy.connect.ConnectivityDiff;
import dev.damson.policy.model.SegmentationPolicy;

/**
 * One change that allows a denied connection.
 *
 * @param sentence what to do
 * @param policy as it would be
 * @param change everything that it opens (and, where a rule was reached by other packets too, closes)
 */
public record Remedy(String sentence, SegmentationPolicy policy, ConnectivityDiff change) {}
