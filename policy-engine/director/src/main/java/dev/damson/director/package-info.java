/**
 * The commands of the control plane: draft, commit, approve, quarantine, enrol; compile, sign, publish.
 * Headless and without Spring, so that it can leave the process of the console when there are several.
 */
@NullMarked
package dev.damson.director;

import org.jspecify.annotations.NullMarked;
