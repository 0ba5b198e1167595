/**
 * What outlives the process: verified messages and parts of revisions as files, and which number means what in the
 * kernel. Files are replaced whole or not at all.
 */
@NullMarked
package dev.damson.edge.agent.state;

import org.jspecify.annotations.NullMarked;
