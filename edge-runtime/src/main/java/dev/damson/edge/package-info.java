/**
 * The daemon of one host: builds a signed revision in the kernel beside the live one and flips to it.
 * Small, since it is the only part that runs as root: no compiler, no YAML, no Spring.
 */
@NullMarked
package dev.damson.edge;

import org.jspecify.annotations.NullMarked;
