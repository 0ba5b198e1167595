/**
 * The online verbs of {@code damson}, spoken over REST.
 * Shares no code with the server, so that the published interface is what it proves.
 */
@NullMarked
package dev.damson.client;

import org.jspecify.annotations.NullMarked;
