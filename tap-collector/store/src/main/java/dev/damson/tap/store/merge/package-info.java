/**
 * Small segments become large ones: what was flushed every two seconds would soon be too many files to ask. A merged
 * segment is published as any other; its manifest names those that it stands for, which go afterwards.
 */
@NullMarked
package dev.damson.tap.store.merge;

import org.jspecify.annotations.NullMarked;
