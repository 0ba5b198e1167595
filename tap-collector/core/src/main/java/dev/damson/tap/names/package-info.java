/**
 * The names behind the numbers of packets and flow events: rules, workloads and groups, as they were called in the
 * revision that judged. They come from the domains' own topics.
 */
@NullMarked
package dev.damson.tap.names;

import org.jspecify.annotations.NullMarked;
