@NullMarked
package dev.damson.policy.tables;

import org.jspecify.annotations.NullMarked;
