/**
 * What leaves the kernel by ring buffers, and where it goes from there. Consumers never hold up what fills the rings;
 * what is lost is counted.
 */
@NullMarked
package dev.damson.edge.agent.stream;

import org.jspecify.annotations.NullMarked;
