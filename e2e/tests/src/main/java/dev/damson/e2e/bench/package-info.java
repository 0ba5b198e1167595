/**
 * Measurements of the product on the machine at hand.
 * They print figures with their goals and assert nothing.
 */
@NullMarked
package dev.damson.e2e.bench;

import org.jspecify.annotations.NullMarked;
