/**
 * How a domain stands, on one page: what was denied, what is enforced where, what waits for a person.
 * Every figure leads to the view that has its details.
 */
@NullMarked
package dev.damson.console.overview;

import org.jspecify.annotations.NullMarked;
