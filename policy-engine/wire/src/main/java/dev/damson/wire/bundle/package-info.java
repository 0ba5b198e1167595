/**
 * What the compiler puts into a revision and an edge takes out of it again: names of blob kinds and the digest over
 * address entries.
 */
@NullMarked
package dev.damson.wire.bundle;

import org.jspecify.annotations.NullMarked;
