/**
 * Who did what to the domain, and the revisions that came of it.
 * Texts of people are shown inert.
 */
@NullMarked
package dev.damson.console.activity;

import org.jspecify.annotations.NullMarked;
