package dev.damson.policy.source;

/**
 * One replacement in a text.
 *
 * @param start offset of the first character that goes
 * @param end offset after the last one
 */
record TextEdit(int start, int end, String replacement) {}
