@NullMarked
package dev.damson.tap.store.finding;

import org.jspecify.annotations.NullMarked;
