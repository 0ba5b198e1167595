package dev.damson.policy.source;

/**
 * What a node covers in its file.
 *
 * @param line of its first character, from 1
 * @param column of its first character, from 1
 * @param start offset of its first character in the whole text
 * @param end offset after its last character
 */
public record Span(int line, int column, int start, int end) {}
