/**
 * The commands that change a domain: check everything, compile, commit, all or nothing.
 * Each comes from a person whose rights are looked at first.
 */
@NullMarked
package dev.damson.director.command;

import org.jspecify.annotations.NullMarked;
