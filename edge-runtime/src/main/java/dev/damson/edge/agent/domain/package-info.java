/**
 * One domain on this host: its live generation, the one being built beside it, and the flip between them.
 * What cannot be built changes nothing.
 */
@NullMarked
package dev.damson.edge.agent.domain;

import org.jspecify.annotations.NullMarked;
