/**
 * Runs the policy tests of a domain against the meaning of its policies, without any network.
 * A test holds the pending verdict: what is allowed or denied once nothing is monitored or observed any more.
 */
@NullMarked
package dev.damson.policy.trial;

import org.jspecify.annotations.NullMarked;
