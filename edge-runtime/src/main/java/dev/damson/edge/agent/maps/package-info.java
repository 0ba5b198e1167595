/**
 * The maps of the data path: made or taken over from pins, and the few places in them that are written as memory.
 * Every map is pinned, so that enforcement does not depend on the agent.
 */
@NullMarked
package dev.damson.edge.agent.maps;

import org.jspecify.annotations.NullMarked;
