/**
 * Where a person is: tenant, domain, view, filter, selection and time range, as one value.
 * It is what the address bar holds, so that every view can be linked to.
 */
@NullMarked
package dev.damson.console.place;

import org.jspecify.annotations.NullMarked;
