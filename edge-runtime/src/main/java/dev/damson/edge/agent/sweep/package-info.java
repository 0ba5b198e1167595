/**
 * Connections that have ended or fallen silent leave the table here. The kernel never removes an established one.
 */
@NullMarked
package dev.damson.edge.agent.sweep;

import org.jspecify.annotations.NullMarked;
