/**
 * The topology of a domain: map, table, physical lane and the drawer of each object.
 * The composer turns what the graph holds into the picture that the browser draws.
 */
@NullMarked
package dev.damson.console.topology;

import org.jspecify.annotations.NullMarked;
