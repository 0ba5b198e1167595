/**
 * The one grammar of filters, used by every view and kept in its address.
 * A filter is a list of terms that must all hold.
 */
@NullMarked
package dev.damson.console.filter;

import org.jspecify.annotations.NullMarked;
