/**
 * The meaning of a policy, written to be read: one packet, one domain, what each end decides and why.
 * It shares no matching code with the compiler, so that each can be held against the other.
 */
@NullMarked
package dev.damson.policy.interpret;

import org.jspecify.annotations.NullMarked;
