/**
 * Random domains, packets and faults from a seed, by which tests and benches judge the compiler. Dense in corners: few
 * addresses, few ports, many rules that overlap. Nothing of the product uses them.
 */
@NullMarked
package dev.damson.policy.random;

import org.jspecify.annotations.NullMarked;
