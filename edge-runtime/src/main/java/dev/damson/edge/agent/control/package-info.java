/**
 * What comes from the director, in the order of its topics. Parts of a revision are put together here and handed on
 * when they are whole.
 */
@NullMarked
package dev.damson.edge.agent.control;

import org.jspecify.annotations.NullMarked;
