/**
 * What a domain's policy comes to: identities, profiles and class tables, without a trace of rules or of bytecode.
 * The classifier makes it, the emitter turns it into programs, the proof checks it against the policy's meaning.
 */
@NullMarked
package dev.damson.policy.plan;

import org.jspecify.annotations.NullMarked;
