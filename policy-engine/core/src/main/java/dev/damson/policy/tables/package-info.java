/**
 * What the tables of a plan say, in the policy's words: who is judged, who the other side is, which service, and the rule
 * that each verdict stands for. Made when somebody reads it, never while a domain is compiled.
 */
@NullMarked
package dev.damson.policy.tables;

import org.jspecify.annotations.NullMarked;
