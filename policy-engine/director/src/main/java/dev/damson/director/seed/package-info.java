/**
 * The laboratory's tenants, inventory and demo accounts.
 * Runs at every start with the laboratory and changes only what differs.
 */
@NullMarked
package dev.damson.director.seed;

import org.jspecify.annotations.NullMarked;
