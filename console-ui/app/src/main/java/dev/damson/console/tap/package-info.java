/**
 * The way to tapped packets: rights and audit stand before it, whoever asks, a view or the REST API.
 * It gives live tails and what the capture store holds.
 */
@NullMarked
package dev.damson.console.tap;

import org.jspecify.annotations.NullMarked;
