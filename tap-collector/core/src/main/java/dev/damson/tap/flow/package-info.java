/**
 * Headers read in place, without a tree: the endpoints of a packet, its TCP flags, and the flow's Community ID. This is
 * the collector's hot path.
 */
@NullMarked
package dev.damson.tap.flow;

import org.jspecify.annotations.NullMarked;
