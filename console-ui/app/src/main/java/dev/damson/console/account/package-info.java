/** What concerns the person at the screen and the domain as a whole: account, people, and how the domain is set. */
@NullMarked
package dev.damson.console.account;

import org.jspecify.annotations.NullMarked;
