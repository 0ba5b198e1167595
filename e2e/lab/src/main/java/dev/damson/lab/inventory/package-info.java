/**
 * What the laboratory consists of: the tenants' workloads with their ports and addresses. It is read from the same
 * policy-as-code files that are imported into the product, so that both sides agree by construction.
 */
@NullMarked
package dev.damson.lab.inventory;

import org.jspecify.annotations.NullMarked;
