/**
 * A small tenant network in network namespaces with steady, bounded traffic and a third-party firewall.
 * It makes and removes only what carries its own prefix.
 */
@NullMarked
package dev.damson.lab;

import org.jspecify.annotations.NullMarked;
