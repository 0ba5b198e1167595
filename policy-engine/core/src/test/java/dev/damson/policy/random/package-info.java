/** Random domains and packets from a seed, dense in corners: few addresses, few ports, many rules that overlap. */
@NullMarked
package dev.damson.policy.random;

import org.jspecify.annotations.NullMarked;
