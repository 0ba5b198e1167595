package dev.damson.policy.classify;

import dev.damson.policy.model.End;

/**
 * What counts at one end for some ports; ports with equal ones have equal tables.
 *
 * @param rules places of the rules that pick the port at this end (rules for everybody are left out)
 * @param isolations places of the isolations that pick it
 * @param taps numbers of the taps that pick it
 * @param naming what the port's workload calls its ports, only at the destination
 */
record OwnEnd(End end, IntSet rules, IntSet isolations, IntSet taps, boolean observes, int naming) {}
