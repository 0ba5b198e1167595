/**
 * What an operator on the host sees, in words. It reads pins and files only, so that it answers while the daemon is away,
 * and changes nothing.
 */
@NullMarked
package dev.damson.edge.agent.status;

import org.jspecify.annotations.NullMarked;
