/**
 * From streams of tapped packets to decoded packets and sessions.
 * Knows formats and protocols, not where anything is stored.
 */
@NullMarked
package dev.damson.tap;

import org.jspecify.annotations.NullMarked;
