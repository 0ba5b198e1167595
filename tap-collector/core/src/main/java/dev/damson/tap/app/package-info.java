/**
 * Reads the application protocols that an analyst asks for by name: DNS, HTTP/1, TLS handshakes. Everything here takes
 * bytes of strangers: bounded in work and in what it keeps, never thrown out of.
 */
@NullMarked
package dev.damson.tap.app;

import org.jspecify.annotations.NullMarked;
