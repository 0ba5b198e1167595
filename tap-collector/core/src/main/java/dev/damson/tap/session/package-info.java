/**
 * Packets gathered into sessions: both directions of a flow with its counts, its TCP state and what its protocol says
 * in clear. What is kept never holds cookies, authorisation headers, passwords or the queries of URLs.
 */
@NullMarked
package dev.damson.tap.session;

import org.jspecify.annotations.NullMarked;
