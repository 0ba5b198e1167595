/**
 * Kubernetes: NetworkPolicy, AdminNetworkPolicy, BaselineAdminNetworkPolicy and ClusterNetworkPolicy, with the workloads
 * and namespaces of the same files. All namespaces are one domain; a workload carries its namespace's labels under keys
 * of their own, so that a selector of namespaces stays one.
 */
@NullMarked
package dev.damson.policy.imports.kubernetes;

import org.jspecify.annotations.NullMarked;
