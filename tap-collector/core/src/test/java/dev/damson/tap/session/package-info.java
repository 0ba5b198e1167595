@NullMarked
package dev.damson.tap.session;

import org.jspecify.annotations.NullMarked;
