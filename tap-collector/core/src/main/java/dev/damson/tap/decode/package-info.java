/**
 * Turns the bytes of one packet into a tree of layers and fields, each with its place in the bytes. pcap4j takes the
 * headers apart where it can, own code the rest; no bytes make it throw or loop.
 */
@NullMarked
package dev.damson.tap.decode;

import org.jspecify.annotations.NullMarked;
