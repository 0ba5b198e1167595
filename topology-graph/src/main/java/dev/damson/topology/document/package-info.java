/**
 * The source texts of the objects of a domain, each with the revisions in which it counts.
 * Comments and order stay as written; parsing is the policy engine's.
 */
@NullMarked
package dev.damson.topology.document;

import org.jspecify.annotations.NullMarked;
