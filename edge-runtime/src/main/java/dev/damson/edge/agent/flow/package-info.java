/**
 * Flow events: from the kernel's ring, and from connections that have ended. Numbers get the names that the edge knows;
 * the rest stands in the revision's directory.
 */
@NullMarked
package dev.damson.edge.agent.flow;

import org.jspecify.annotations.NullMarked;
