/**
 * Why a packet gets its verdict: each end, tier by tier, in the live revision or in a draft. Nothing is sent; the
 * reference interpreter answers.
 */
@NullMarked
package dev.damson.console.trace;

import org.jspecify.annotations.NullMarked;
