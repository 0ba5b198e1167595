/**
 * The offline verbs of {@code damson policy}: check, explain and compile files without a running Damson.
 * It reads files and prints; every meaning comes from the core.
 */
@NullMarked
package dev.damson.policy.cli;

import org.jspecify.annotations.NullMarked;
