@NullMarked
package dev.damson.lab;

import org.jspecify.annotations.NullMarked;
