/**
 * The console: what people see of the product in a browser, and what programs reach of it over REST.
 * Each package below is one feature; what they share stands in {@code kit}, {@code place} and {@code shell}.
 */
@NullMarked
package dev.damson.console;

import org.jspecify.annotations.NullMarked;
