/**
 * Turns a domain's plan into the programs of one revision: ingress (parse, guard, connection table, fast path), two
 * judging programs a profile, finish (complete a judgement) and service ingress. Programs hand facts to each other in
 * {@link dev.damson.wire.layout.Meta}; every drop has a {@link dev.damson.wire.layout.DropReason}.
 */
@NullMarked
package dev.damson.policy.emit;

import org.jspecify.annotations.NullMarked;
