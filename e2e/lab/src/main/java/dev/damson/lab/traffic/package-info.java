/**
 * The servers and clients of the laboratory and the plan of who visits whom how often. Sockets are opened inside a
 * namespace and served anywhere, so that the whole network is one small process.
 */
@NullMarked
package dev.damson.lab.traffic;

import org.jspecify.annotations.NullMarked;
