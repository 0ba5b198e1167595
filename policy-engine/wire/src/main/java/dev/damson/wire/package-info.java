/**
 * What crosses between processes and the kernel: messages, struct layouts and pcapng options.
 * Nothing here decides anything; both ends of every seam import it and nothing else of Damson.
 */
@NullMarked
package dev.damson.wire;

import org.jspecify.annotations.NullMarked;
