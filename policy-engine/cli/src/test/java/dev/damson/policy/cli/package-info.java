/** The commands as a person types them. */
@NullMarked
package dev.damson.policy.cli;

import org.jspecify.annotations.NullMarked;
