/**
 * The pieces that views are made of: icons, chips, verdicts, tables, empty states.
 * They look after themselves in both colour schemes and show every text inert.
 */
@NullMarked
package dev.damson.console.kit;

import org.jspecify.annotations.NullMarked;
