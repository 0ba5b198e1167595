/**
 * One component as a child process: its command line, its log, its readiness, its end and its restart. Knows processes, not
 * what Damson is made of.
 */
@NullMarked
package dev.damson.launcher.process;

import org.jspecify.annotations.NullMarked;
