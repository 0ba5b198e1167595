/**
 * Search over what is stored: a typed query becomes a tree of tests, the tree becomes a condition with bound
 * parameters, and DuckDB, locked into the tenant's folder, answers from the segments that the manifests name.
 */
@NullMarked
package dev.damson.tap.store.search;

import org.jspecify.annotations.NullMarked;
