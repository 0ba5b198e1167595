/** Neutron's answers as cases: groups, rules and ports, and who then talks to whom. */
@NullMarked
package dev.damson.policy.imports.openstack;

import org.jspecify.annotations.NullMarked;
