/** Tests of the whole product: one instance of it is started and shared by all of them. */
@NullMarked
package dev.damson.e2e.product;

import org.jspecify.annotations.NullMarked;
