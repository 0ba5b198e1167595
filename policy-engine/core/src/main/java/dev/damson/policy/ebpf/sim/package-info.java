/**
 * Runs classifier bytecode without a kernel, as strictly as the verifier wherever a single run can tell. What a run does
 * to packets, maps and rings is returned for tests and for the console's "what would happen" answers.
 */
@NullMarked
package dev.damson.policy.ebpf.sim;

import org.jspecify.annotations.NullMarked;
