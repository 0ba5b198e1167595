/**
 * The running edge on real ports: compiled policies go in as the director would send them, sockets in the laboratory's
 * namespaces say what is enforced. These tests fail, and do not skip, for root on a capable kernel.
 */
@NullMarked
package dev.damson.e2e.edge;

import org.jspecify.annotations.NullMarked;
