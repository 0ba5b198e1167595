/**
 * Network namespaces and rtnetlink: being in the namespace that the edge guards, and knowing its interfaces. All calls
 * act on the namespace of the calling thread, or of the thread that opened a socket.
 */
@NullMarked
package dev.damson.edge.kernel.net;

import org.jspecify.annotations.NullMarked;
