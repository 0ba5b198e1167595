/**
 * Namespaces, virtual wires and the appliance: everything of the laboratory that the kernel holds. Every object is made
 * inside a namespace that the laboratory made itself and recorded first, so that a later process can remove it.
 */
@NullMarked
package dev.damson.lab.network;

import org.jspecify.annotations.NullMarked;
