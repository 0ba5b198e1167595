/** Kubernetes' specifications as cases: manifests, and who then talks to whom. */
@NullMarked
package dev.damson.policy.imports.kubernetes;

import org.jspecify.annotations.NullMarked;
