/**
 * Recognising what the director said. Nothing that is unsigned, altered, for another edge or older than what is live
 * gets past this package.
 */
@NullMarked
package dev.damson.edge.agent.trust;

import org.jspecify.annotations.NullMarked;
