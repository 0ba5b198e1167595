@NullMarked
package dev.damson.lab.network;

import org.jspecify.annotations.NullMarked;
