/** Reading, writing and editing files. */
@NullMarked
package dev.damson.policy.source;

import org.jspecify.annotations.NullMarked;
