/** Plans held against the reference interpreter: the reference file, each construct, random domains. */
@NullMarked
package dev.damson.policy.classify;

import org.jspecify.annotations.NullMarked;
