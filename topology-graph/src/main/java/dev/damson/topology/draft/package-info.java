/**
 * Uncommitted sets of changes to a domain.
 * A draft belongs to a person, starts from a head and is worth nothing until it is committed.
 */
@NullMarked
package dev.damson.topology.draft;

import org.jspecify.annotations.NullMarked;
