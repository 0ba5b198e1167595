/**
 * The policies of a domain: the rules as they are judged, the editor, drafts and review.
 * The text of a document is the truth; tables are read from it.
 */
@NullMarked
package dev.damson.console.policies;

import org.jspecify.annotations.NullMarked;
