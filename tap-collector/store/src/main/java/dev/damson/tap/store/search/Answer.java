package dev.damson.tap.store.search;

/** An answer, and what it rests on. */
public record Answer<T>(T value, Coverage coverage) {}
