/**
 * What stands out in tapped traffic: computed by the collector from what it stores, kept beside it for each tenant, each
 * finding with the query that shows its evidence. Whoever looks at them can mute one, with a reason.
 */
@NullMarked
package dev.damson.tap.store.finding;

import org.jspecify.annotations.NullMarked;
