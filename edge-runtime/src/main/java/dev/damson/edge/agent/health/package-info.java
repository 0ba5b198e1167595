/**
 * Whether service instances let packets through: probes go in on one side and are awaited on the other. An instance that
 * never answered is unproven, not dead.
 */
@NullMarked
package dev.damson.edge.agent.health;

import org.jspecify.annotations.NullMarked;
