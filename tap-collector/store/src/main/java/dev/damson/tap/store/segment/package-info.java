/**
 * Segments: a folder of files and a manifest, published by one hard link. A segment is there whole or not at all, and
 * the manifests of a partition say where reading it goes on.
 */
@NullMarked
package dev.damson.tap.store.segment;

import org.jspecify.annotations.NullMarked;
