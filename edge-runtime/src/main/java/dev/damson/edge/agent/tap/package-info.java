/**
 * Tapped packets: from the kernel's ring into pcapng sections, one for each flow and moment. What cannot be handed on is
 * counted against its tap.
 */
@NullMarked
package dev.damson.edge.agent.tap;

import org.jspecify.annotations.NullMarked;
