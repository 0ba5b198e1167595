/**
 * The capture store: writes what was seen as pcapng and Parquet, searches it and exports it.
 * Only the collector writes; readers take their file lists from published manifests.
 */
@NullMarked
package dev.damson.tap.store;

import org.jspecify.annotations.NullMarked;
