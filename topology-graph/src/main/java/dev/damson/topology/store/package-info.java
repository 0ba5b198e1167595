/**
 * How a query reaches Neo4j: always inside a scope, with parameters only.
 * A tenant's scope adds the tenant to every statement and refuses one that does not use it.
 */
@NullMarked
package dev.damson.topology.store;

import org.jspecify.annotations.NullMarked;
