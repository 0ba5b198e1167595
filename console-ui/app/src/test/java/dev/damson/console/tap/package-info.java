@NullMarked
package dev.damson.console.tap;

import org.jspecify.annotations.NullMarked;
