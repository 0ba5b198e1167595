@NullMarked
package dev.damson.lab.traffic;

import org.jspecify.annotations.NullMarked;
