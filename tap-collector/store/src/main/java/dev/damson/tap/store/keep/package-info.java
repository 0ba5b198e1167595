/**
 * How long what each tap copied is kept.
 * The console writes it into a small file of the tenant; the collector, which alone changes segments, acts on it.
 */
@NullMarked
package dev.damson.tap.store.keep;

import org.jspecify.annotations.NullMarked;
