package dev.damson.policy.prove;

import dev.damson.policy.model.IpAddress;

/**
 * An address of a workload's port, as the end that judges.
 *
 * @param workload its place
 * @param range place of the address's range
 * @param profile that the port's programs have
 */
record OwnPlace(int workload, IpAddress address, int range, int identity, int profile) {}
