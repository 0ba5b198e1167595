/**
 * What edges report, kept in memory: which revision is live where, who is alive, what was dropped and why.
 * Built from compacted topics, so a restart knows the same within seconds.
 */
@NullMarked
package dev.damson.director.live;

import org.jspecify.annotations.NullMarked;
