/**
 * What is done to accounts from the terminal of the machine that Damson runs on, without signing in. Whoever can read
 * the password of the graph may do it.
 */
@NullMarked
package dev.damson.director.account;

import org.jspecify.annotations.NullMarked;
