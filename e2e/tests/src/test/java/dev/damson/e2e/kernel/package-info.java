/**
 * The compiler's output in the real kernel, through the edge's own loader. These tests fail, and do not skip, for root
 * on a kernel that can run them.
 */
@NullMarked
package dev.damson.e2e.kernel;

import org.jspecify.annotations.NullMarked;
