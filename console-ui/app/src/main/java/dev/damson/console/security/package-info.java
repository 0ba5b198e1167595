/**
 * Who may sign in and what each may do.
 * Accounts come from the graph; this package decides what they see.
 */
@NullMarked
package dev.damson.console.security;

import org.jspecify.annotations.NullMarked;
