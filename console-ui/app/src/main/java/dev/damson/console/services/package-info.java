/**
 * Service functions, their running copies and the chains that lead traffic through them.
 * What a chain does when nobody is alive is changed in place.
 */
@NullMarked
package dev.damson.console.services;

import org.jspecify.annotations.NullMarked;
