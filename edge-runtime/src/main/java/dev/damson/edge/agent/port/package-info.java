/**
 * The host's side of ports: which interface belongs to which port, its guard, its record and its neighbours' addresses.
 * An interface is guarded before anything else happens to it.
 */
@NullMarked
package dev.damson.edge.agent.port;

import org.jspecify.annotations.NullMarked;
