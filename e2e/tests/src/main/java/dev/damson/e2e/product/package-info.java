/**
 * The real product, started by its own command on a temporary data folder, for tests and benchmarks.
 * It takes free ports and its own names, so that it runs beside another Damson, and leaves nothing behind.
 */
@NullMarked
package dev.damson.e2e.product;

import org.jspecify.annotations.NullMarked;
