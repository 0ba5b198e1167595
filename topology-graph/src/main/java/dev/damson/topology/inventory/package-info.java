/**
 * Tenants, domains, workloads with their ports, zones and edges as they stand in the graph.
 * What is changed here is changed by a commit; these are the readings.
 */
@NullMarked
package dev.damson.topology.inventory;

import org.jspecify.annotations.NullMarked;
