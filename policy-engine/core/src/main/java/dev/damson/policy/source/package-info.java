/**
 * Policy files, YAML 1.2 or JSON, to the model and back: every problem of a file at once, each with its place.
 * Reading is bounded in time and memory whatever the input, and an edit in place keeps the comments of the rest.
 */
@NullMarked
package dev.damson.policy.source;

import org.jspecify.annotations.NullMarked;
