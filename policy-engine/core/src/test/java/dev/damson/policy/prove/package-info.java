/** The proof accepts what the classifier makes and finds every fault that changes a verdict. */
@NullMarked
package dev.damson.policy.prove;

import org.jspecify.annotations.NullMarked;
