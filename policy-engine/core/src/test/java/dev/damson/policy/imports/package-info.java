/** What imports make of other systems' files. */
@NullMarked
package dev.damson.policy.imports;

import org.jspecify.annotations.NullMarked;
