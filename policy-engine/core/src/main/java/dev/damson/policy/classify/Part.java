package dev.damson.policy.classify;

import dev.damson.policy.model.Cidr;

/**
 * The addresses of a prefix that no longer prefix of the domain has.
 *
 * @param parent place of the next shorter prefix; -1 for the two whole families
 * @param blocks the CIDR blocks that hold here
 */
record Part(Cidr prefix, int parent, IntSet blocks) {}
