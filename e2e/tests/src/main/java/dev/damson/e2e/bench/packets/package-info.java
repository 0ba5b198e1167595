/**
 * What judging a packet costs in the kernel, beside nftables: the same packets enter the same interfaces, one contender
 * after the other, inside network namespaces made for it.
 */
@NullMarked
package dev.damson.e2e.bench.packets;

import org.jspecify.annotations.NullMarked;
