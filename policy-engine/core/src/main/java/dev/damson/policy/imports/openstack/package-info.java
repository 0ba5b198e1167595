/**
 * OpenStack: security groups, their rules and the ports they hold, as Neutron's API gives them and as {@code openstack …
 * -f json} prints them. Every port is a workload, since a port is what a group holds.
 */
@NullMarked
package dev.damson.policy.imports.openstack;

import org.jspecify.annotations.NullMarked;
