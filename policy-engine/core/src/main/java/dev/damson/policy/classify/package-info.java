/**
 * From a domain's policies to tables: addresses that no rule tells apart become identities, ports that judge alike
 * share a profile, and each profile gets two class tables. Pure and deterministic; knows neither bytecode nor
 * the reference interpreter.
 */
@NullMarked
package dev.damson.policy.classify;

import org.jspecify.annotations.NullMarked;
