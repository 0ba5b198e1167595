package dev.damson.policy.plan;

import dev.damson.policy.model.Cidr;

/**
 * @param prefix a workload's address (/32 or /128) or a range that rules tell apart
 * @param identity 1 … 65535, or 0 where a longer prefix cuts a hole into a shorter one
 * @param workload name of the workload that owns the address, or empty
 */
public record PlannedAddress(Cidr prefix, int identity, String workload) {}
