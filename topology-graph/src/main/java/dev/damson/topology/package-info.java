/**
 * Tenants, domains, workloads, edges, policies, drafts, revisions and the audit in Neo4j over Bolt.
 * Holds what is meant; every query is scoped by tenant and takes parameters only.
 */
@NullMarked
package dev.damson.topology;

import org.jspecify.annotations.NullMarked;
