/**
 * The laboratory: a small tenant network in network namespaces, with servers, clients and a bridged firewall, for demos
 * and tests. It only makes the wires; a frame between two workloads has no path until an edge guards the host namespace.
 */
@NullMarked
package dev.damson.lab;

import org.jspecify.annotations.NullMarked;
