/**
 * What one document cannot know of the others: names that lead nowhere, things given twice, selections that are empty.
 * Every finding has the place of the words that caused it.
 */
@NullMarked
package dev.damson.policy.check;

import org.jspecify.annotations.NullMarked;
