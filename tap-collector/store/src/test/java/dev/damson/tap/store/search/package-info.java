/** Tests of search, over a store that the collector's own writer made. */
@NullMarked
package dev.damson.tap.store.search;

import org.jspecify.annotations.NullMarked;
