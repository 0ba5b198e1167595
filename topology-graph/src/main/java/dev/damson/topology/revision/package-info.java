/**
 * Commits: the compare-and-set that makes a revision, with its audit and its place in the outbox.
 * The domain is locked before its head is read, so two commits of one domain have one winner.
 */
@NullMarked
package dev.damson.topology.revision;

import org.jspecify.annotations.NullMarked;
