/** Public rule sets, compiled and held against a first-match scan. */
@NullMarked
package dev.damson.policy.classbench;

import org.jspecify.annotations.NullMarked;
