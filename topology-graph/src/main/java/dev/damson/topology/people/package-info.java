/**
 * Accounts of people with their roles, and the one place where a password is hashed and verified.
 * A person belongs to one tenant or to the platform.
 */
@NullMarked
package dev.damson.topology.people;

import org.jspecify.annotations.NullMarked;
