/** The analyst's views over a small store. */
@NullMarked
package dev.damson.console.inspect;

import org.jspecify.annotations.NullMarked;
