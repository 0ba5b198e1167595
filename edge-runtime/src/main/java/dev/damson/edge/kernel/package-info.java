/**
 * Linux as the edge needs it, through Java's foreign-function API: system calls with their errors, mapped memory, clock
 * and barrier. The only native code under it is libc's {@code syscall}.
 */
@NullMarked
package dev.damson.edge.kernel;

import org.jspecify.annotations.NullMarked;
