package dev.damson.policy.cli;

/** How a command prints what it found. */
enum Output {
    TEXT,
    JSON
}
