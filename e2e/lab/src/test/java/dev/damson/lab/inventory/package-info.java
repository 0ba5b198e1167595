@NullMarked
package dev.damson.lab.inventory;

import org.jspecify.annotations.NullMarked;
