/**
 * The REST API under {@code /api/v1}: what the command line and pipelines use.
 * Each request carries a bearer token; errors are problem documents (RFC 9457).
 */
@NullMarked
package dev.damson.console.api;

import org.jspecify.annotations.NullMarked;
